import ArgumentParser
import Glibc

/// Prints the rows of a workbook or a CSV file.
struct RowsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rows",
    abstract: "Print a table's rows as JSON, as the operator sees them or as the file keeps them.",
    discussion: """
      One list of lists of texts: the first worksheet's rows, or the CSV's, from A1, empty rows and cells included up \
      to the last used one. Nothing is validated. The file is read in a limited process of its own.
      """)

  enum Values: String, ExpressibleByArgument, CaseIterable {
    case displayed
    case stored
  }

  @Argument(help: "A workbook (.xlsx, .xlsm) or a CSV file.", completion: .file())
  var file: String

  @Flag(name: .long, help: "Print JSON; the only form there is.")
  var json = false

  @Option(name: .long, help: "The sheet's name.")
  var sheet: String?

  @Option(name: .long, help: "displayed: by their number formats; stored: numbers and ISO 8601 dates.")
  var values = Values.displayed

  func run() async throws {
    guard access(file, R_OK) == 0 else {
      throw CommandFailure(EX_NOINPUT, "The file \(file) cannot be read: \(String(cString: strerror(errno))).")
    }
    var arguments = ["read-rows", file, values.rawValue]
    if let sheet { arguments.append(sheet) }
    try await OwnChild.run(arguments)
  }
}
