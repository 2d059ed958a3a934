import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import Workflows

@Suite struct NotifierFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.path.appending("templates/notifiers.yaml").write(
      """
      wecom: {body: {msgtype: text, text: {content: "{{title}}"}}, answer: {errcode: 0}}
      feishu: {sign: feishu, body: {content: "{{title}}"}, answer: {code: 0}}
      dingtalk: {sign: dingtalk, body: {content: "{{title}}"}, answer: {errcode: 0}}
      """)
  }

  private func read(_ yaml: String) throws -> NotifierFile {
    try folder.path.appending("notify.yaml").write(yaml)
    return try NotifierFile(spool: folder.path, searchPath: [folder.path.appending("templates")])
  }

  private func keep(_ text: String, in name: String) throws {
    let path = folder.path.appending(name)
    try path.write(text)
    #expect(chmod(path.string, 0o600) == 0)
  }

  private func call(_ file: NotifierFile, _ name: String, title: String = "Done") throws -> WebhookCall {
    let notifier = try #require(file.notifiers.first { $0.name == name })
    guard case .webhook(let webhook) = notifier.channel else { throw WebhookCall.Trouble("no webhook") }
    return try WebhookCall(
      webhook, values: ["title": .string(title)], at: Timestamp(milliseconds: 1_700_000_000_123), environment: [:])
  }

  private func body(_ call: WebhookCall) -> String {
    guard case .bytes(let bytes) = call.request.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func aSpoolWithoutTheFileTellsNobody() throws {
    #expect(try NotifierFile(spool: folder.path, searchPath: []) == NotifierFile())
    #expect(try read("# later\n") == NotifierFile())
  }

  @Test func aRecipeIsFilledAndTheAddressComesFromItsFile() throws {
    try keep("https://chat.example.com/hook?key=abcdefgh12345\n", in: "team.url")
    let file = try read(
      """
      notifiers:
        team: {kind: wecom, url-file: team.url, on: [failures, rejected]}
        office: {mail: [anna@example.com, bo@example.com]}
      domains: [Example.com]
      """)
    #expect(file.notifiers.map(\.events) == [[.failures, .rejected], Set(Notifier.Event.allCases)])
    #expect(file.notifiers.last?.channel == .mail(to: ["anna@example.com", "bo@example.com"]))
    #expect(file.domains == ["example.com"])
    let call = try call(file, "team", title: "\"},{\"x\": {{job}}")
    #expect(call.request.url == "https://chat.example.com/hook?key=abcdefgh12345")
    #expect(call.request.secrets.contains("abcdefgh12345"))
    #expect(body(call) == #"{"msgtype":"text","text":{"content":"\"},{\"x\": {{job}}"}}"#)
    #expect(throws: Never.self) { try call.check(Self.answer(200, #"{"errcode":0,"errmsg":"ok"}"#)) }
    #expect(throws: WebhookCall.Trouble.self) { try call.check(Self.answer(200, #"{"errcode":93000}"#)) }
    #expect(throws: WebhookCall.Trouble.self) { try call.check(Self.answer(404, "")) }
  }

  /// The codes were made with Python's hmac.
  @Test func aSecretSignsAsEachServiceWantsIt() throws {
    try keep("SECsecret123", in: "robot.secret")
    let file = try read(
      """
      notifiers:
        ding: {kind: dingtalk, url: "https://chat.example.com/robot?access_token=abcdefgh", secret-file: robot.secret}
        fly: {kind: feishu, url: "https://chat.example.com/bot/abcdefgh", secret-file: robot.secret}
      """)
    #expect(
      try call(file, "ding").request.url
        == "https://chat.example.com/robot?access_token=abcdefgh&timestamp=1700000000123&sign=jVyzM5t00P%2FDXzZdxVLrkpByzxarQTyOQGaEosNJNNU%3D"
    )
    #expect(
      body(try call(file, "fly"))
        == #"{"content":"Done","timestamp":"1700000000","sign":"Z7tdQFUj2K/bMpgc/JYX/nfCaKMWjfOTY7v4SN17TIQ="}"#)
  }

  @Test func everythingThatIsWrongIsSaidAndNoAddressIsRepeated() throws {
    do {
      _ = try read(
        """
        notifiers:
          a: {kind: wecon, url-file: a.url}
          b: {mail: "Anna <anna@example.com>"}
          c: {kind: wecom, url-file: "https://chat.example.com/hook?key=abcdefgh12345"}
          d: {on: [finished], mail: [bo@example.com]}
        domain: [example.com]
        """)
      Issue.record("it was read")
    } catch let error as WorkflowError {
      let text = error.description
      for part in [
        "There is no recipe 'wecon' in notifiers.yaml. Known are: dingtalk, feishu, wecom.",
        "'Anna <anna@example.com>' is not a mail address.",
        "must name the file that the key is in, not be the key.",
        "must be one of completed, failures, cancelled, rejected, held, released.",
        "The key 'domain' is not known. Did you mean 'domains'?",
      ] {
        #expect(text.contains(part))
      }
      #expect(!text.contains("abcdefgh12345"))
    }
  }

  @Test func aMissingKeyIsExplainedWithoutIt() throws {
    let file = try read("notifiers: {a: {kind: wecom, url-file: gone.url}}")
    do {
      _ = try call(file, "a")
      Issue.record("it was called")
    } catch let trouble as WebhookCall.Trouble {
      #expect(trouble.description == "its key in \(folder.path)/gone.url cannot be used (missing)")
    }
  }

  @Test(arguments: [
    ("anna@example.com", true), ("a.b+c@mail.example.com", true), ("anna@example", false), ("@example.com", false),
    ("anna@@example.com", false), ("anna@example.com\nBcc: x@y.z", false), ("-fx@example.com", false),
    ("anna@exa mple.com", false), ("安娜@example.com", false), ("a..b@example.com", false),
  ])
  func mailAddressesArePlain(text: String, isValid: Bool) {
    #expect(MailAddress.isValid(text) == isValid)
  }

  private static func answer(_ status: Int, _ body: String) -> HTTPResponse {
    HTTPResponse(status: status, body: .bytes(Array(body.utf8)), url: "https://chat.example.com")
  }
}
