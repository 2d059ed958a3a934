import HTTPTransfer
import JobModel
import Testing

@testable import Workflows

@Suite struct AddressRulesTests {
  private let definition: WorkflowDefinition

  init() throws {
    definition = try Samples.workflow("columns: [{name: page, titles: {en: Page}, type: url}]")
  }

  private func sentence(_ text: String, hosts: [String], privateHosts: [String] = []) -> String? {
    let rules = AddressRules(
      HTTPAccess(
        hosts: Set(hosts.compactMap { HTTPHostPattern($0) }),
        privateHosts: Set(privateHosts.compactMap { HTTPHostPattern($0) })))
    let validator = RowValidator(
      definition, mapping: HeaderMapping(headers: ["Page"], of: definition), sheet: "Data", addresses: rules
    ) { .success($0) }
    guard case .problems(let problems) = validator.validate([.text(text)], row: 7) else { return nil }
    return problems.map(\.description).joined(separator: "\n")
  }

  @Test func aHostOutsideTheWorkflowsIsABadRow() {
    #expect(
      sentence("https://evil.example/x", hosts: ["good.example", "*.good.example"])
        == """
        Sheet 'Data', cell A7 (Page): The workflow may not call evil.example. Use an address at *.good.example, \
        good.example, or ask the administrator to add the host to the workflow.
        """)
    #expect(sentence("https://good.example/x", hosts: ["good.example"]) == nil)
  }

  @Test(arguments: ["http://169.254.169.254/latest/meta-data", "http://localhost/", "http://2130706433/"])
  func privateAddressesAreBadRowsUnlessAllowed(text: String) {
    let found = sentence(text, hosts: ["*"])
    #expect(found?.hasSuffix("which the workflow may not call. Use a public web address.") == true)
    #expect(sentence(text, hosts: ["*"], privateHosts: ["*"]) == nil)
  }

  @Test func otherKindsOfAddressAreBadRows() {
    #expect(
      sentence("file:///etc/passwd", hosts: ["*"])
        == """
        Sheet 'Data', cell A7 (Page): 'file:///etc/passwd' is an address of the kind 'file:', which is not used. \
        Write one that begins with https:// or http://.
        """)
    let found = sentence("https://me:secret@a.example/", hosts: ["*"])
    #expect(found?.contains("secret") == false)
    #expect(found?.hasSuffix("Take out what stands before the '@', and the '@'.") == true)
    #expect(sentence("just text", hosts: ["*"])?.contains("is not a web address.") == true)
  }

  @Test func workflowsThatCallNothingTakeAnyAddress() throws {
    let local = try Samples.workflow(
      "columns: [{name: page, type: url}]\nsteps: [{name: x, command: {run: [x, \"{{page}}\"]}}]")
    #expect(AddressRules(local, ServiceDirectory(searchPath: [])) == nil)
  }
}
