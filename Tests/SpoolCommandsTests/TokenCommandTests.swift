import Glibc
import Testing

/// `token`, and what `serve` says of a page that anybody could open, by the built program.
@Suite struct TokenCommandTests {
  @Test func tokensAreShownOnceAndListedByName() throws {
    let spool = try CommandedSpool()
    let added = try spool.run("token", "add", "lin")
    #expect(added.status == 0 && added.output.hasPrefix("rowspool_") && added.output.count == 50)
    #expect(try spool.run("token", "add", "wang", "--role", "admin").status == 0)
    #expect(try spool.run("token", "list").output == "operator\tlin\nadmin\twang\n")
    #expect(try spool.run("token", "remove", "lin").status == 0)
    let again = try spool.run("token", "remove", "lin")
    #expect(again.status == EX_NOINPUT)
    #expect(again.errors == "rowspool: There is no token of the name 'lin'.\n")
  }

  @Test func aNameStandsOnALine() throws {
    let run = try CommandedSpool().run("token", "add", "li n")
    #expect(run.status == EX_DATAERR)
    #expect(
      run.errors == """
        rowspool: 'li n' cannot be a name: use up to 60 letters and digits, without blanks.

        """)
  }

  @Test func aPageThatAnybodyCouldOpenIsNotServed() throws {
    let run = try CommandedSpool().run("serve", "--web", "0.0.0.0:0")
    #expect(run.status == EX_CONFIG)
    #expect(
      run.errors.hasSuffix(
        """
        rowspool: The page at 0.0.0.0:0 would be open to everybody who reaches it. Make a token first, with 'rowspool \
        token add <name> --role admin', or name the header of the proxy that logs people in (webProxyHeader).

        """))
  }
}
