import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A key goes to its service and nowhere else.
@Suite(.serialized) struct KeyTests {
  private static let key = "test-key-5u9er/se+cret"

  private let server: TemporarySpoolServer
  private let standIns: StandIns

  init() async throws {
    standIns = try await StandIns.start()
    // In the order of the rows: nothing more is sent after a refusal.
    server = try TemporarySpoolServer(
      settings: ["ROWSPOOL_RETRIES": "1", "ROWSPOOL_LOG_LEVEL": "trace", "ROWSPOOL_CONCURRENCY": "1"])
    try server.addWorkflow(
      "chat",
      """
      columns: [{name: prompt, required: true}]
      steps:
        - name: ask
          http:
            service: openai
            url: chat/completions
            repeatable: true
            json: {model: gpt-4o, messages: [{role: user, content: "{{prompt}}"}]}
            outputs: {text: {from: /choices/0/message/content}, id: {from: /id}}
      """)
    let templates = server.folder.appending("templates")
    try templates.appending("services.yaml").write(
      "openai: {url: '\(standIns.url("openai/v1"))', key-file: keys/openai.key, limits: {inFlight: 1}}\n")
    try templates.appending("keys/openai.key").write(Self.key + "\n")
    guard chmod(templates.appending("keys/openai.key").string, 0o600) == 0 else { throw Errno(rawValue: errno) }
    try server.start()
  }

  private func answer(_ marker: String, _ fault: JSONValue) async throws {
    try await standIns.fault(fault, service: "openai", path: "/chat/completions", marker: marker)
  }

  @Test func aServiceThatRepeatsTheKeyPutsItNowhere() async throws {
    let key = JSONValue.string("your key is \(Self.key), Bearer \(Self.key)")
    try await answer(
      "ECHO", ["status": 200, "body": ["id": key, "choices": [["message": ["role": "assistant", "content": key]]]]])
    try await answer("BAD", ["status": 400, "body": ["error": ["message": key, "code": key, "param": key]]])
    try await answer(
      "PAGE", ["status": 500, "headers": ["X-Request-Id": .string(Self.key)], "text": .string("<h1>\(Self.key)</h1>")])
    try await answer("REFUSED", ["status": 401, "body": ["error": ["message": key, "code": "invalid_api_key"]]])
    try server.drop("rows.csv", into: "chat", "prompt\nECHO\nBAD\nPAGE\nREFUSED\n")
    let job = try await server.job(named: "rows.csv")
    // The refusal holds the service, and with it the row that would be tried again.
    try await wait(for: "two rows to end, and two to wait") {
      let waiting = try text(of: "pending", job)
      return try server.count(.done, of: job) == 1 && server.count(.failed, of: job) == 1
        && waiting.contains("\"auth\"") && waiting.contains("\"transient\"")
    }
    try server.give(Order(.results, job: job, by: "test"))
    try await wait(for: "results") { server.outgoing.appending(job.text).appending("rows-results.zip").exists }
    #expect(try text(of: "done", job).contains("your key is •••, Bearer •••"))
    try await server.stop()
    // The key was sent, and what was sent was not empty.
    let calls = try await standIns.calls(service: "openai", path: "/chat/completions")
    #expect(calls.count >= 4)
    let keys = server.folder.appending("templates/keys")
    #expect(try KeySearch.files(holding: [Self.key], below: server.folder, except: keys) == [])
  }

  @Test func aKeyOfTheEnvironmentIsInNoProgramsEnvironmentOrArguments() async throws {
    try await server.stop()
    server.settings["CHAT_KEY"] = Self.key
    try server.addWorkflow(
      "look",
      """
      services: {chat: {url: "\(standIns.url("openai/v1"))", key-environment: CHAT_KEY}}
      columns: [{name: prompt, required: true}]
      steps:
        - name: ask
          http:
            service: chat
            url: chat/completions
            json: {model: gpt-4o, messages: [{role: user, content: "{{prompt}}"}]}
            outputs: {text: {from: /choices/0/message/content}}
        - name: look
          command:
            run: [sh, -c, "env; grep -a -h rowspool /proc/[0-9]*/cmdline | tr -d '[:cntrl:]'"]
            output: text
            outputs: {seen: {type: paragraph}}
      """)
    try server.start()
    try server.drop("look.csv", into: "look", "prompt\nhello\n")
    let job = try await server.finishedJob(named: "look.csv")
    let row = try #require(try server.results(of: job).rows[2])
    #expect(row["Status"] == "Done", "\(row["Error"]?.string ?? "")")
    #expect(row["seen"]?.string?.contains("ROW_PROMPT=hello") == true)
    #expect(row["seen"]?.string?.contains("serve") == true, "\(row["seen"]?.string ?? "")")
    try await server.stop()
    let keys = server.folder.appending("templates/keys")
    #expect(try KeySearch.files(holding: [Self.key], below: server.folder, except: keys) == [])
  }

  private func text(of folder: String, _ job: JobID) throws -> String {
    let path = server.root.appending(folder).appending(job.text)
    // A row may go on to another folder between the listing and the reading.
    return try FileManager.default.contentsOfDirectory(atPath: path.string)
      .compactMap { try? path.appending($0).text() }.joined()
  }
}
