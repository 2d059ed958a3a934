import Containment
import Foundation
import JobModel
import Spool
package import SystemPackage

/// Has a drop read and validated by a reading child, without any spool.
package struct DropCheck: Sendable {
  private let configuration: Configuration
  /// Our own binary.
  private let program: FilePath
  /// More than any sheet has rows.
  private static let mostProblems = 2_000_000

  package init(_ configuration: Configuration, program: FilePath) {
    self.configuration = configuration
    self.program = program
  }

  /// - Throws: `ContainmentError` where the child died for another reason than the drop.
  package func run(_ path: FilePath, workflow: String?, preset: String?) async throws -> ReadingReply {
    let folder = FilePath(NSTemporaryDirectory()).appending("rowspool-check-\(UUID().uuidString)")
    let pending = folder.appending(RowFolder.pending.rawValue)
    try FileManager.default.createDirectory(atPath: pending.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let readers = WorkerPool(
      ChildProgram(
        arguments: [program.string, "read-drop"],
        environment: ChildProgram.environment(folder: folder), folder: folder),
      options: WorkerOptions(count: 1, recycleAfter: 1, longestReply: 256 << 20),
      containment: ContainmentOptions(launcher: []))
    do {
      let reply = try await readers.call(
        try JSONLine.object(of: request(for: path, workflow, preset, in: folder)), deadline: .seconds(3600))
      await readers.shutDown()
      return try JSONLine.value(from: reply)
    } catch let error as ContainmentError {
      await readers.shutDown()
      guard let reason = IntakeDesk.reason(for: error) else { throw error }
      var reply = ReadingReply()
      reply.reasons = [reason]
      return reply
    }
  }

  private func request(
    for path: FilePath, _ workflow: String?, _ preset: String?, in folder: FilePath
  ) -> ReadingRequest {
    // Children work in folders of their own.
    let whole = path.isAbsolute ? path : FilePath(FileManager.default.currentDirectoryPath).appending(path.components)
    let name = path.lastComponent?.string ?? "drop"
    var generator = SystemRandomNumberGenerator()
    let claim = DropClaim(
      job: JobID(drop: name, time: .now, using: &generator), name: name, origins: [whole], workflow: workflow,
      preset: preset, submitter: Submitter(name: "check", from: "check"))
    var rules = ReadingRules(configuration)
    rules.mostProblems = Self.mostProblems
    var request = ReadingRequest(claim: claim, jobFolder: folder.string, workshop: folder.string, rules: rules)
    request.drop = whole.string
    return request
  }
}
