import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Drops that cannot be taken: given back as they came, with the reason in words.
@Suite struct RejectionTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPictureWorkflow()
    try server.start()
  }

  private func drop(_ name: String, into workflow: String = "ledger", _ bytes: [UInt8]) async throws -> String {
    try server.drop(name, into: workflow, bytes)
    let text = try await server.rejection(of: name)
    #expect(try server.rejected.appending(name).bytes().elementsEqual(bytes), "\(name) was altered")
    return text
  }

  @Test func theReasonIsASentenceForTheOneWhoDroppedIt() async throws {
    #expect(
      try await drop("columns.csv", Array("Name,Number\na,1\n".utf8)) == """
        “columns.csv” has no column “Key” in its first 20 rows. Add it, or use the template.

        """)
    #expect(
      try await drop("empty.csv", Array("key,n\n".utf8)) == """
        There are no rows below the header in “empty.csv”. Fill in at least one.

        """)
    #expect(
      try await drop("bad.csv", Array("key,n\na,x\n,2\n".utf8)) == """
        Not one of the 2 rows can be used.
        Cell B2 (Number): 'x' is not a whole number. Write digits only, such as 12.
        Cell A3 (Key): The value is missing. Fill in the cell.

        """)
    #expect(
      try await drop("notes.docx.txt", into: "picture", Array("hello".utf8)) == "")
  }
}
