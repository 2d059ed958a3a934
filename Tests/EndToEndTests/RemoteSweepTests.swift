import JobModel
import Spool
import TestSupport
import Testing

/// The server is killed again and again, at moments drawn from a seed, while rows are with every kind of service.
@Suite(.serialized) struct RemoteSweepTests {
  private static let kinds: [RemoteLoad.Kind] = [.picture, .task, .app, .graph]
  private static let rows = 20
  private static let lives = 7

  /// Numbers that are the same for the same seed (SplitMix64).
  private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
  }

  @Test(arguments: kinds, [1, 2]) func noRowIsDoneTwiceHoweverOftenTheServerIsKilled(
    _ kind: RemoteLoad.Kind, seed: UInt64
  ) async throws {
    let load = try await RemoteLoad()
    try await slowDown(load)
    let job = try await load.drop(kind, rows: Self.rows)
    var numbers = SeededNumbers(state: seed)
    var seen = 0
    for life in 1...Self.lives {
      // A server's life is counted from its first request, so that each one gets somewhere.
      let calls = try await load.wait(forCallsOf: kind.service, "*", "a request in life \(life)") {
        $0.count > seen || isFinished(job, load)
      }
      guard !isFinished(job, load) else { break }
      try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: 100...300, using: &numbers)))
      try await load.server.kill()
      seen = max(calls.count, try await load.standIns.calls(service: kind.service).count)
      try load.server.start()
    }
    try await load.server.finished(job, atMost: .seconds(180))
    try await check(load, kind, job)
  }

  private func isFinished(_ job: JobID, _ load: RemoteLoad) -> Bool {
    // The server may be writing it at this moment.
    (try? load.server.spool.jobFolder(job).finished()) != nil
  }

  private func slowDown(_ load: RemoteLoad) async throws {
    let delay: JSONValue = ["delay": ["beforeHeaders": 0.4]]
    try await load.standIns.fault(delay, service: "openai")
    try await load.standIns.settings(["waitingSeconds": 0.1, "runningSeconds": 0.5], service: "dashscope")
    try await load.standIns.settings(["runningSeconds": 0.3], service: "dify")
  }

  private func check(_ load: RemoteLoad, _ kind: RemoteLoad.Kind, _ job: JobID) async throws {
    for row in 2...(Self.rows + 1) {
      let performed = try await load.performed(kind, row: row)
      let ending = try #require(try load.server.ending(ofRow: row, of: job), "row \(row)")
      #expect(performed <= 1, "row \(row) was done \(performed) times; \(ending)")
      #expect([.done, .unknown].contains(ending.outcome), "row \(row): \(ending)")
      if ending.outcome == .done { #expect(performed == 1, "row \(row)") }
    }
    try InvariantCheck(load.server).check([job])
  }
}
