import Foundation
import SystemPackage
import TestSupport
import Testing

/// The week of an office, through Samba alone. `Tests/Stories` tells it; what happened is written beside the tests'
/// programs as `transcripts/week.en.md`.
@Suite(.serialized) struct WeekTests {
  private static let stories = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().appending("Stories")

  @Test(arguments: ["en", "zh"]) func theWeekGoesAsItIsTold(language: String) async throws {
    let office = try await Office(
      settings: [
        "ROWSPOOL_LANGUAGE": language, "ROWSPOOL_TEMPLATES": Self.stories.appending("workflows").string,
        "ROWSPOOL_CONCURRENCY": "1", "ROWSPOOL_SETTLE": "1s",
      ])
    let story = Self.stories.appending("week.\(language).story")
    let (transcript, status) = try await Self.play(story, port: office.samba.port)
    let place = ServerProcess.programs.appending("transcripts").appending("week.\(language).md")
    try place.write(transcript)
    Attachment.record(transcript, named: place.name)
    #expect(status == 0, "\(place):\n\(transcript.suffix(1500))\n\(office.server.evidence)")
  }

  /// - Returns: what the story printed, and its exit status.
  private static func play(_ story: FilePath, port: Int) async throws -> (transcript: String, status: Int32) {
    let words = ["python3", "-B", stories.appending("story.py").string, story.string, String(port)]
    return try await onOwnThread {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = words
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
    }
  }
}
