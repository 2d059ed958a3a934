import Glibc
import SystemPackage

/// Runs one part of the product on its own, so that it can be set against a floor in C.
///
///     drive texts FILE
///     drive values FILE
///     drive rows FOLDER ROWS GROUP
///     drive results FILE ROWS TMP
///     drive requests URL COUNT IN-FLIGHT
///     drive upload URL FILE
///     drive download URL FILE
@main
struct Drive {
  static func main() async throws {
    setlocale(LC_ALL, "C.UTF-8")
    let arguments = CommandLine.arguments.dropFirst()
    let numbers = arguments.compactMap { Int($0) }
    let path = arguments.dropFirst().first.map { FilePath($0) } ?? ""
    switch (arguments.first, arguments.count) {
    case ("texts", 2): try Reading.run(path, asValues: false)
    case ("values", 2): try Reading.run(path, asValues: true)
    case ("rows", 4): try RowFiles(in: path, rows: numbers[0], group: numbers[1]).run()
    case ("results", 4): try WritingResults.run(path, rows: numbers[0], temporary: FilePath(arguments.last ?? ""))
    case ("requests", 4): try await Requests(arguments[2]).run(count: numbers[0], inFlight: numbers[1])
    case ("upload", 3): try await Requests(arguments[2]).upload(FilePath(arguments[3]))
    case ("download", 3): try await Requests(arguments[2]).download(to: FilePath(arguments[3]))
    default: exit(EX_USAGE)
    }
  }

  static func say(_ line: String) throws {
    _ = try FileDescriptor.standardOutput.writeAll("\(line)\n".utf8)
  }
}
