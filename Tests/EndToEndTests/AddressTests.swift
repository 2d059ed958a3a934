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
        == """
        Cell A3 (Page): The workflow may not call 169.254.169.254. Use an address at *.example.com, \(own), \
        or ask the administrator to add the host to the workflow.
        """)
    #expect(rows[4]?["Error"]?.string?.contains("an address of the kind 'file:'") == true)
    #expect(rows[6]?["Error"]?.string?.contains("secret") == false)
    try InvariantCheck(server).check([job])
  }

  @Test func picturesOutsideTheDropAreBadRows() async throws {
    let standIns = try await StandIns.start()
    let server = try TemporarySpoolServer()
    try server.addWorkflow(
      "send",
      """
      services: {hook: {url: "\(standIns.url("web/hook"))"}}
      columns: [{name: picture, titles: {en: Picture}, type: image, required: true}]
      steps:
        - name: send
          http: {service: hook, url: x, multipart: [{name: picture, file: "{{picture}}"}], outputs: {text: {from: $text}}}
      """)
    try server.start()
    let cells = [
      "file:///etc/passwd", "/etc/passwd", "../../../../etc/passwd", "/proc/self/environ", "..\\..\\other.png",
      "http://169.254.169.254/a.png", "\\\\server\\share\\a.png",
    ]
    let picture = TestPicture.png(width: 4, height: 4, red: 255, green: 0, blue: 0)
    let table = (["Picture", "red.png"] + cells).joined(separator: "\n") + "\n"
    try server.drop(folder: "pictures", into: "send", ["rows.csv": Array(table.utf8), "red.png": picture])
    let job = try await server.finishedJob(named: "pictures")
    let rows = try server.results(of: job).rows
    #expect(rows[2]?["Status"] == "Done")
    for (index, cell) in cells.enumerated() {
      #expect(rows[index + 3]?["Status"] == "Failed", "\(cell)")
      #expect(rows[index + 3]?["Error"]?.string?.hasPrefix("Cell A\(index + 3) (Picture): ") == true, "\(cell)")
    }
    #expect(try await standIns.calls(service: "web").count == 1)
  }
}
