import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// People are told of a job's end by chat and mail, and nothing that goes wrong with it touches the job.
@Suite(.serialized) struct NotificationTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addPassingWorkflow()
    try server.addLedgerWorkflow()
  }

  private var mails: FilePath { server.folder.appending("mails") }

  private func configure(_ yaml: String, url: String) throws {
    try server.folder.appending("sendmail").write(
      "#!/bin/sh\ncat > \"$1/$$.draft\"; mv \"$1/$$.draft\" \"$1/$$.eml\"\n")
    #expect(chmod(server.folder.appending("sendmail").string, 0o755) == 0)
    try mails.makeFolders()
    try server.root.appending("team.url").write(url)
    #expect(chmod(server.root.appending("team.url").string, 0o600) == 0)
    try server.root.appending("notify.yaml").write(
      yaml + "\nfrom: spool@example.com\nsendmail: [\(server.folder.appending("sendmail")), \(mails)]\n")
  }

  /// The mails so far, as Python's mail parser reads them.
  private func readMails() throws -> [JSONObject] {
    let script = """
      import email, email.policy, glob, json, sys
      found = []
      for path in sorted(glob.glob(sys.argv[1] + "/*.eml")):
          mail = email.message_from_binary_file(open(path, "rb"), policy=email.policy.default)
          found.append({"subject": mail["Subject"], "to": mail["To"], "from": mail["From"],
                        "headers": sorted(mail.keys()), "text": mail.get_content()})
      print(json.dumps(found))
      """
    return try Python.json(script, [mails.string]).array?.compactMap(\.object) ?? []
  }

  @Test func aChatAndAMailSayHowAJobEndedInItsLanguage() async throws {
    let standIns = try await StandIns.start()
    defer { standIns.stop() }
    try configure(
      """
      notifiers:
        team: {url-file: team.url, private: true, body: {title: "{{title}}", text: "{{text}}", failed: "{{failed}}"}}
        office: {mail: [anna@example.com, bo@example.com], on: [failures, rejected]}
      link: "file://server/outgoing/{{job}}"
      """, url: standIns.url("web/hook/team/token-abcdef"))
    server.settings["ROWSPOOL_LANGUAGE"] = "zh"
    try server.start()
    try server.drop("三月 报表.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,bad\n")
    let job = try await server.finishedJob(named: "三月 报表.csv")
    let call = try await waitForCall(standIns, count: 1)[0]
    #expect(
      call.body
        == [
          "title": "任务“三月 报表.csv”已结束，有失败的行。",
          "text": .string("行数：2，完成：1，失败：1。\n文件夹：file://server/outgoing/\(job)"), "failed": 1,
        ])
    try await wait(for: "the mail") { try readMails().count == 1 }
    let mail = try readMails()[0]
    #expect(mail["subject"]?.string == "任务“三月 报表.csv”已结束，有失败的行。")
    #expect(mail["to"]?.string == "anna@example.com, bo@example.com")
    #expect(mail["from"]?.string == "rowspool <spool@example.com>")
    #expect(
      mail["text"]?.string
        == "任务“三月 报表.csv”已结束，有失败的行。\n行数：2，完成：1，失败：1。\n文件夹：file://server/outgoing/\(job)\n")
    try server.drop("空.csv", into: "ledger", "key,way\na,ok\n")
    _ = try await server.rejection(of: "空.csv")
    try await wait(for: "the second mail") { try readMails().count == 2 }
    #expect(try readMails().contains { $0["subject"]?.string == "无法接收文件“空.csv”。" })
    #expect(!server.log.contains("token-abcdef"))
  }

  @Test func aJobMayNameOneWhoIsToldAndOnlyWithinTheDomains() async throws {
    try configure("domains: [example.com]", url: "http://127.0.0.1:1/")
    try server.start()
    try server.drop(
      folder: "Order\nBcc: x@evil.example", into: "pass",
      [
        "table.csv": Array("key\na\n".utf8),
        "settings.csv": Array("key,value\nnotify,anna@example.com bo@evil.example\n".utf8),
      ])
    try await wait(for: "the mail; \(server.evidence)") { try readMails().count == 1 }
    let mail = try readMails()[0]
    #expect(mail["to"]?.string == "anna@example.com")
    #expect(mail["headers"]?.array?.contains("Bcc") == false)
    try await wait(for: "the log") { server.log.contains("a mail address outside 'domains'") }
    let job = try #require(try server.spool.listJobs().jobs.first)
    let said = """
      Settings, notify: no mail goes to “bo@evil.example”, as an address must end in @example.com. The job \
      runs all the same.
      """
    #expect(try server.spool.jobFolder(job).manifest()?.notes.map(\.english) == [said])
    try await wait(for: "the page") {
      (try? server.outgoing.appending(job.text).appending("STATUS.html").text())?.contains(said) == true
    }
  }

  @Test func whatGoesWrongWithItTouchesNoJob() async throws {
    try configure(
      """
      notifiers:
        team: {kind: nowhere, url-file: team.url, private: true, body: {text: "{{title}}"}}
      """, url: "http://127.0.0.1:1/token-abcdef")
    try server.start()
    try server.drop("first.csv", into: "pass", "key\na\n")
    _ = try await server.finishedJob(named: "first.csv")
    try await wait(for: "the file's mistake") { server.log.contains("There is no recipe 'nowhere'") }
    try configure(
      """
      notifiers:
        team: {url-file: team.url, private: true, body: {text: "{{title}}"}}
      """, url: "http://127.0.0.1:1/token-abcdef")
    try server.drop("second.csv", into: "pass", "key\nb\n")
    let job = try await server.finishedJob(named: "second.csv")
    #expect(try server.spool.jobFolder(job).finished()?.state == .completed)
    try await wait(for: "the log") { server.log.contains("A notice could not be sent") }
    #expect(!server.log.contains("token-abcdef"))
    // It stops at once all the same.
    #expect(try await server.stop() == 0)
  }

  private func waitForCall(_ standIns: StandIns, count: Int) async throws -> [StandIns.Call] {
    try await wait(for: "a call; \(server.evidence)") {
      let calls = try await standIns.calls(service: "web")
      return calls.count >= count ? calls : nil
    }
  }
}
