import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Drops that cannot be taken: given back as they came, with the reason in words.
@Suite(.serialized) struct RejectionTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPictureWorkflow()
    try server.start()
  }

  /// Drops a file or folder and says what its text must be.
  private struct Fault {
    var name: String
    var workflow: String
    var text: String
    var papers: Papers

    enum Papers {
      /// No table could be read.
      case text
      /// The table is wrong as a whole: nothing in it is marked.
      case table
      case markedTable
    }

    init(_ name: String, into workflow: String = "ledger", _ text: String, _ papers: Papers = .text) {
      (self.name, self.workflow, self.text, self.papers) = (name, workflow, text, papers)
    }

    var marked: String { "\(FilePath(name).stem ?? name)-marked.xlsx" }

    /// The whole text beside the drop, but for the job's name.
    var letter: String {
      let next =
        switch papers {
        case .text: ""
        case .table: "“\(marked)” beside this text holds the same table with a sheet that says this.\n"
        case .markedTable:
          """
          What to do: open “\(marked)” beside this text. What is to be corrected is orange there, with a comment. \
          Correct it, save it, and copy it into the folder “\(workflow)” again.\n
          """
        }
      return """
        \(text)

        \(next)Nothing of it was run. “\(name)” lies here as it was dropped.

        How to fill in the columns: see “模板-\(workflow)-template.xlsx” in the drop folder “\(workflow)”.
        """
    }
  }

  private let workbooks: [Fault] = [
    Fault(
      "text.xlsx",
      """
      “text.xlsx” is not an Excel workbook but a text file (perhaps CSV: then give it the ending .csv). \
      Open it in Excel or WPS, save it as .xlsx, and drop that.
      """),
    Fault(
      "half.xlsx",
      """
      “half.xlsx” is incomplete: its end is missing. Copy it again; if that does not help, open it in Excel and save \
      it again.
      """),
    Fault(
      "flipped.xlsx",
      "“flipped.xlsx” is damaged. Copy it again; if that does not help, open it in Excel and save it again."),
    Fault(
      "password.xlsx",
      """
      “password.xlsx” has a password. Open it, remove the password (in Excel: File, Info, Protect Workbook), save it \
      again, and drop it again.
      """),
    Fault(
      "old.xls",
      """
      “old.xls” is not an Excel workbook but an old Excel workbook (.xls). Open it in Excel or WPS, save it as .xlsx, \
      and drop that.
      """),
    Fault(
      "binary.xlsb",
      """
      “binary.xlsb” is not an Excel workbook but an Excel binary workbook (.xlsb). Open it in Excel or WPS, save it as \
      .xlsx, and drop that.
      """),
    Fault(
      "libre.ods",
      """
      “libre.ods” is not an Excel workbook but an OpenDocument file (.ods). Open it in Excel or WPS, save it as .xlsx, \
      and drop that.
      """),
    Fault(
      "laughs.xlsx",
      """
      “laughs.xlsx” holds instructions that no spreadsheet needs (the sheet “Sheet”) and is not read. Open it in Excel \
      or WPS, save it again as .xlsx, and drop it again.
      """),
    Fault(
      "bomb.xlsx",
      """
      “bomb.xlsx” unpacks to far more than a spreadsheet can hold and is not read. Open it in Excel or WPS, save it \
      again as .xlsx, and drop it again.
      """),
    Fault(
      "cells.xlsx",
      """
      “cells.xlsx” is built in a way that no spreadsheet program writes (the sheet “Sheet”). Open it in Excel or WPS, \
      save it again as .xlsx, and drop it again.
      """),
  ]

  private let tables: [Fault] = [
    Fault("header.csv", "There are no rows below the header in “header.csv”. Fill in at least one.", .table),
    Fault(
      "columns.csv",
      "“columns.csv” lacks the column “Key”; the header was looked for in row 1. Add it and drop the file again.",
      .markedTable),
    Fault(
      "bad.csv",
      """
      Not one of the 2 rows can be used.\n\nCell B2 (Number): 'x' is not a whole number. Write digits only.\n\
      Cell A3 (Key): The value is missing. Fill in the cell.
      """, .markedTable),
    Fault(
      "broken gbk.csv",
      """
      “broken gbk.csv” looks like GB18030 (Chinese), but line 2 holds a byte that is not. Open the file, look at that \
      line, and save it as “CSV UTF-8”.
      """),
    Fault(
      "quote.csv",
      """
      In “quote.csv” a quotation mark opens in line 2 (row 2, column A) and is never closed. Close it there, or remove \
      it, and copy the file again.
      """),
    Fault(
      "field.csv",
      """
      “field.csv” holds a value of more than 1024 KB in row 2, column A. Put such a text into a file of its own, and \
      its name into the table.
      """),
    Fault(
      "wide.csv",
      "Row 1 of “wide.csv” has more than 16384 columns, the most that a sheet can have. Check that the file is a table."
    ),
    Fault(
      "nul.csv",
      """
      “nul.csv” holds zero bytes in line 1, where text should be. The copy may be damaged or unfinished; save the table \
      again as “CSV UTF-8” and copy it again.
      """),
    Fault("blank.csv", "The first 20 rows of “blank.csv” are empty: it has no header."),
  ]

  private let pictures: [Fault] = [
    nothing("notes.docx"), nothing("nothing here"), nothing("texts.zip"), nothing("nested.zip"),
    Fault(
      "two tables", into: "picture",
      """
      The drop holds more than one table: “a.csv”, “b.csv”. Leave one, or name it in settings.csv in a line \
      “table,a.csv”.
      """),
    Fault("cut.zip", into: "picture", "“cut.zip” is not a whole ZIP file. Make it again, or copy it again."),
    Fault(
      "secret.zip", into: "picture", "“secret.zip” is protected by a password. Make the ZIP again without one."),
  ]

  private static func nothing(_ name: String) -> Fault {
    Fault(
      name, into: "picture",
      "There is no workbook, CSV file or picture in “\(name)”. Drop an .xlsx or .csv file, or pictures.")
  }

  @Test func theReasonIsASentenceForTheOneWhoDroppedIt() async throws {
    let made = server.folder.appending("faults")
    try FaultFiles.make(in: made)
    var bytes: [String: [String: Data]] = [:]
    let faults = workbooks + tables + pictures
    for fault in faults {
      bytes[fault.name] = try contents(of: made.appending(fault.name))
      try made.appending(fault.name).move(to: server.incoming.appending(fault.workflow).appending(fault.name))
    }
    for fault in faults {
      let text = try await server.rejection(of: fault.name)
      // The job's name stands below, for whoever asks the administrator.
      let sentences = text.split(separator: "\n\n(", maxSplits: 1).first.map(String.init)
      #expect(sentences == fault.letter, "\(fault.name)")
      #expect(server.rejected.appending(fault.marked).exists == (fault.papers != .text), "\(fault.name)")
      #expect(try contents(of: server.rejected.appending(fault.name)) == bytes[fault.name], "\(fault.name) was altered")
    }
    // The server lives and other drops go their way.
    try server.drop("good.csv", into: "ledger", "key,n\na,1\n")
    _ = try await server.finishedJob(named: "good.csv")
    #expect(try server.ledger.counts() == ["first a": 1, "second a": 1])
    let memory = try #require(server.residentBytes)
    #expect(memory < 300 << 20)
  }

  /// The files of a drop.
  private func contents(of path: FilePath) throws -> [String: Data] {
    var status = stat()
    guard lstat(path.string, &status) == 0 else { return [:] }
    return status.st_mode & S_IFMT == S_IFDIR ? try path.tree() : ["": try path.bytes()]
  }
}
