import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// The server is killed again and again while jobs of all kinds run and orders come in. Ten times here, two hundred
/// times where `ROWSPOOL_CRASH_TESTS` is `long`.
@Suite(.serialized) struct CrashTests {
  private let isLong = ProcessInfo.processInfo.environment["ROWSPOOL_CRASH_TESTS"] == "long"

  @Test func nothingIsLostOrDoneTwiceHoweverOftenTheServerIsKilled() async throws {
    let server = try TemporarySpoolServer()
    var load = try CrashLoad(server)
    var earlier: [CrashSnapshot] = []
    for round in 1...(isLong ? 200 : 10) {
      try server.start()
      let life = Duration.milliseconds(Int.random(in: 150...1500))
      let end = ContinuousClock.now.advanced(by: life)
      try load.dropSomething(round)
      while ContinuousClock.now < end {
        try load.giveAnOrder()
        try await ContinuousClock().sleep(for: min(.milliseconds(120), ContinuousClock.now.duration(to: end)))
      }
      try await server.kill()
      let snapshot = try CrashSnapshot(of: server)
      for old in earlier.suffix(3) { snapshot.check(after: old, "killed the \(round). time, \(life) after its start") }
      earlier.append(snapshot)
    }
    try await load.finishAll(within: .seconds(isLong ? 600 : 90))
    let last = try CrashSnapshot(of: server)
    for old in earlier { last.check(after: old, "at the end") }
    try load.checkResults()
    try await InvariantCheck(server).checkNothingIsLeft()
    #expect(try await server.stop() == 0)
  }
}
