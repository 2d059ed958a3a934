import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Web addresses in cells: what a workflow may not call is a bad row before anything is sent.
@Suite(.serialized) struct AddressTests {
  @Test func addressesOutsideTheWorkflowsHostsAreBadRows() async throws {
    let standIns = try await StandIns.start()
    let server = try TemporarySpoolServer()
    let own = "127.0.0.1:\(standIns.port)"
    try server.addWorkflow(
      "fetch",
      """
      columns: [{name: page, titles: {en: Page}, type: url, required: true}]
      hosts: ["\(own)", "*.example.com"]
      private: true
      steps:
        - name: get
          http: {url: "{{page}}", accept: [200-599], outputs: {status: {from: $status, type: integer}}}
      """)
    try server.start()
    let addresses = [
      "http://\(own)/nothing", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd",
      "http://127.0.0.1:1/", "https://me:secret@www.example.com/", "https://example.com.evil.example/",
      "gopher://\(own)/", "http://2130706433:\(standIns.port)/nothing",
    ]
    try server.drop("pages.csv", into: "fetch", (["Page"] + addresses).joined(separator: "\n") + "\n")
    let job = try await server.finishedJob(named: "pages.csv")
    let rows = try server.results(of: job).rows
    #expect(
      rows.mapValues { $0["Status"]?.string } == [
        2: "Done", 3: "Failed", 4: "Failed", 5: "Failed", 6: "Failed", 7: "Failed", 8: "Failed", 9: "Done",
      ])
    #expect(
      rows[3]?["Error"]?.string
        == "Cell A3 (Page): The workflow may not call 169.254.169.254. Use an address at *.example.com, \(own), "
        + "or ask the administrator to add the host to the workflow.")
    #expect(rows[4]?["Error"]?.string?.contains("an address of the kind 'file:'") == true)
    #expect(rows[6]?["Error"]?.string?.contains("secret") == false)
    try InvariantCheck(server).check([job])
  }
}
