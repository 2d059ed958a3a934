import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// The samples of every workflow that comes with rowspool, dropped as they are, against the stand-in services.
@Suite(.serialized) struct TemplateRunTests {
  private static let templates = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().appending("templates")

  private let server: TemporarySpoolServer
  private let standIns: StandIns

  init() async throws {
    standIns = try await StandIns.start()
    server = try TemporarySpoolServer()
    let own = server.folder.appending("templates")
    server.settings = ["ROWSPOOL_TEMPLATES": "\(own.string):\(Self.templates.string)"]
    try writeServices(into: own)
    try openOwnNetwork(to: "web-page", in: own)
    try server.start()
  }

  /// The same names as in templates/services.yaml, with the addresses of the stand-ins.
  private func writeServices(into folder: FilePath) throws {
    let key = folder.appending("test.key")
    try key.write("test-key-of-the-templates\n".utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.string)
    let paths = [
      "openai": "openai/v1", "chat": "openai/v1", "gemini": "gemini/v1beta", "dashscope": "dashscope/api/v1",
      "comfyui": "comfyui", "webhook": "web/hook",
    ]
    let services = paths.map { name, path in
      let auth = name == "gemini" ? "\n  auth: {header: x-goog-api-key}" : ""
      return """
        \(name):
          url: \(standIns.url(path))
          key-file: test.key\(auth)
          hosts: ["127.0.0.1:\(standIns.storagePort)"]
          private: true
        """
    }
    try folder.appending("services.yaml").write((services.joined(separator: "\n") + "\n").utf8)
  }

  /// A copy of a workflow for the open web that may fetch from this machine too.
  private func openOwnNetwork(to workflow: String, in folder: FilePath) throws {
    let text = try Self.templates.appending(workflow).appending("workflow.yaml").text()
    try folder.appending(workflow).appending("workflow.yaml").write((text + "\nprivate: true\n").utf8)
  }

  // MARK: Dropping and looking

  private func dropSamples(of workflow: String, replacing table: [String: String] = [:]) async throws {
    try await wait(for: "the drop folder of \(workflow)") { server.incoming.appending(workflow).exists }
    let samples = Self.templates.appending(workflow).appending("samples")
    var files: [String: [UInt8]] = [:]
    for name in samples.names { files[name] = [UInt8](try samples.appending(name).bytes()) }
    for (name, text) in table { files[name] = Array(text.utf8) }
    try server.drop(folder: "samples of \(workflow)", into: workflow, files)
  }

  /// - Returns: the results by row, after it was seen that all of them are good.
  private func rows(of workflow: String) async throws -> [Int: [String: JSONValue]] {
    let job = try await server.finishedJob(named: "samples of \(workflow)", atMost: .seconds(300))
    let rows = try server.results(of: job).rows
    #expect(!rows.isEmpty)
    for (number, row) in rows {
      let status = row["Status"]?.string ?? ""
      #expect(status == "Done", "\(workflow), row \(number): \(status), \(row["Error"]?.string ?? "")")
    }
    return rows
  }

  /// The files that a row's cell names, each of which must be the row's own and lie where the link leads.
  private func files(_ cell: String, of row: Int, in workflow: String) async throws -> [FilePath] {
    let cells = try #require(try await rows(of: workflow)[row])
    let names = (cells[cell]?.string ?? "").components(separatedBy: "; ").filter { !$0.isEmpty }
    let job = try await server.finishedJob(named: "samples of \(workflow)")
    let folder = server.outgoing.appending(job.text).appending("files")
    for name in names {
      #expect(name.hasPrefix("\(row)-"), "\(workflow): \(name)")
      #expect(folder.appending(name).exists, "\(workflow): \(name)")
    }
    return names.map { folder.appending($0) }
  }

  private func expectFiles(_ cell: String, _ counts: [Int: Int], _ workflow: String) async throws {
    for (row, count) in counts {
      #expect(try await files(cell, of: row, in: workflow).count == count, "\(workflow), row \(row)")
    }
  }

  /// The colour that a stand-in gives a picture of a prompt, by the 32-bit FNV-1a hash.
  private func colour(of prompt: String) -> [Int] {
    let hash = prompt.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return [Int(hash >> 16 & 255), Int(hash >> 8 & 255), Int(hash & 255)]
  }

  /// The first colour of a PNG with a palette, as the stand-ins make them: behind the signature, the header and the
  /// head of its chunk.
  private func firstColour(_ path: FilePath) throws -> [Int] {
    let bytes = [UInt8](try path.bytes())
    guard bytes.count > 44, Array(bytes[37..<41]) == Array("PLTE".utf8) else { return [] }
    return bytes[41..<44].map { Int($0) }
  }

  // MARK: Tests

  @Test func picturesFromWordsLandOnTheirOwnRows() async throws {
    let workflows = ["openai-image", "qwen-image", "wanx-image", "text-to-image", "gemini-image"]
    for workflow in workflows { try await dropSamples(of: workflow) }
    for workflow in workflows.prefix(3) {
      for (number, row) in try await rows(of: workflow) {
        let picture = try #require(try await files("Picture", of: number, in: workflow).first)
        let prompt = row["描述"]?.string ?? ""
        #expect(try firstColour(picture) == colour(of: prompt), "\(workflow), row \(number)")
      }
    }
    try await expectFiles("Picture", [2: 2, 3: 1], "wanx-image")
    try await expectFiles("Picture", [2: 1, 3: 1], "text-to-image")
    try await expectFiles("Result", [2: 1, 3: 1, 4: 1], "gemini-image")
  }

  @Test func picturesAreChangedAndFetched() async throws {
    let workflows = [
      "openai-image-edit": [2: 1, 3: 1, 4: 1], "qwen-image-edit": [2: 1, 3: 1, 4: 1], "image-to-image": [2: 1, 3: 1],
      "wanx-image-edit": [2: 1, 3: 1, 4: 1, 5: 1], "wanx-background": [2: 1, 3: 2, 4: 1],
      "expand-picture": [2: 1, 3: 1], "comfyui": [2: 1, 3: 1],
    ]
    for workflow in workflows.keys { try await dropSamples(of: workflow) }
    for (workflow, counts) in workflows { try await expectFiles("Result", counts, workflow) }
    let posts = try await standIns.calls(service: "comfyui", path: "/prompt", method: "POST")
    #expect(posts.count == 2)
  }

  @Test func videosTextsAndPagesComeBack() async throws {
    let workflows = ["openai-video", "dashscope-video", "text-to-video", "image-to-video"]
    for workflow in workflows + ["openai-chat", "webhook"] { try await dropSamples(of: workflow) }
    for workflow in workflows { try await expectFiles("Video", [2: 1, 3: 1], workflow) }
    for (number, row) in try await rows(of: "openai-chat") {
      let text = try #require(row["文本"]?.string)
      #expect(row["Answer"]?.string?.contains(text) == true, "row \(number)")
    }
    let pages = "网址\n\(standIns.url("web/page?title=%E9%A6%96%E9%A1%B5"))\n\(standIns.url("web/status/404"))\n"
    try await dropSamples(of: "web-page", replacing: ["网址样例.csv": pages])
    let fetched = try await rows(of: "web-page")
    #expect(fetched.mapValues { $0["HTTP status"]?.integer } == [2: 200, 3: 404])
    #expect(fetched[2]?["Title"]?.string == "首页")
    try await expectFiles("Page", [2: 1, 3: 1], "web-page")
    for row in try await rows(of: "webhook").values {
      #expect(row["HTTP status"]?.integer == 200)
      #expect(row["Answer"]?.string?.contains(row["货号"]?.string ?? "?") == true)
    }
  }

  @Test func operationsOnThisMachineNeedNoService() async throws {
    for workflow in ["photo-studio", "read-text", "enhance-picture", "upscale-picture", "replace-background"] {
      try await dropSamples(of: workflow)
    }
    #expect(try await files("Result", of: 2, in: "photo-studio").first?.extension == "jpg")
    #expect(try await files("Result", of: 3, in: "photo-studio").first?.string.contains("-expand-") == true)
    #expect(try await files("Result", of: 4, in: "photo-studio").first?.extension == "png")
    #expect(try await rows(of: "photo-studio")[5]?["Text"]?.string?.contains("green tea") == true)
    let read = try await rows(of: "read-text")
    #expect(read[2]?["Text"]?.string?.contains("136.50") == true)
    #expect(read[3]?["Text"]?.string?.contains("250") == true)
    try await expectFiles("Result", [2: 1, 3: 1, 4: 1], "enhance-picture")
    #expect(try await rows(of: "upscale-picture").mapValues { $0["Width"]?.integer } == [2: 1080, 3: 2160, 4: 1080])
    try await expectFiles("Result", [2: 1, 3: 1], "replace-background")
    try await expectFiles("Cut-out", [2: 1, 3: 1], "replace-background")
  }
}
