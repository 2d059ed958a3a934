import HTTPTransfer
import JobModel
import Synchronization
import Testing

@testable import Workflows

/// A value that several tasks change.
private final class Kept<Value: Sendable>: Sendable {
  private let kept: Mutex<Value>

  init(_ value: Value) { kept = Mutex(value) }

  var value: Value { kept.withLock { $0 } }

  @discardableResult
  func change(_ body: @Sendable (inout Value) -> Void) -> Value {
    kept.withLock { value in
      body(&value)
      return value
    }
  }
}

@Suite struct BackEndsTests {
  private let id = BackEndID(service: "openai", endpoint: "https://api.openai.com", key: "k")
  private let held = HeldClock()
  private let away = Failure(.transient, code: "http-connect", message: "The connection was refused.")

  private func backEnds(inFlight: Int = 2, perMinute: Int? = nil) -> BackEnds {
    BackEnds(clock: held.clock) { _ in BackEndLimits(inFlight: inFlight, perMinute: perMinute) }
  }

  /// Lets other tasks run until a condition holds.
  private func until(_ condition: () -> Bool) async throws {
    for _ in 0..<100_000 {
      if condition() { return }
      await Task.yield()
    }
    Issue.record("waited in vain")
  }

  private func response(_ status: Int, _ headers: [HTTPHeader] = []) -> HTTPResponse {
    HTTPResponse(status: status, headers: headers, url: "https://api.openai.com/v1/x")
  }

  @Test func neverMoreThanTheLimitWorkAtOnceAndEachIsLetIn() async throws {
    let backEnds = backEnds(inFlight: 3)
    let (most, count) = (Kept(0), Kept(0))
    try await withThrowingTaskGroup { group in
      for _ in 0..<200 {
        group.addTask {
          try await backEnds.run(id) { _ throws(Failure) in
            let present = count.change { $0 += 1 }
            most.change { $0 = max($0, present) }
            await Task.yield()
            count.change { $0 -= 1 }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(most.value <= 3)
    #expect(backEnds.statuses()[id]?.inFlight == 0)
  }

  @Test func theMostUrgentRowIsLetInFirst() async throws {
    let backEnds = backEnds(inFlight: 1)
    let pass = try await backEnds.enter(id)
    let order = Kept<[Int]>([])
    try await withThrowingTaskGroup { group in
      for (index, priority) in [5, 9, 1].enumerated() {
        group.addTask {
          try await BackEndVisitor.$current.withValue(BackEndVisitor(priority: priority)) {
            try await backEnds.run(id) { _ throws(Failure) in _ = order.change { $0.append(priority) } }
          }
        }
        try await until { backEnds.statuses()[id]?.waiting == index + 1 }
      }
      _ = pass.leave(nil)
      try await group.waitForAll()
    }
    #expect(order.value == [1, 5, 9])
  }

  @Test func aCancelledRowLeavesTheLine() async throws {
    let backEnds = backEnds(inFlight: 1)
    let pass = try await backEnds.enter(id)
    let row = Task { try await backEnds.enter(id) }
    try await until { backEnds.statuses()[id]?.waiting == 1 }
    row.cancel()
    await #expect(throws: Failure.self) { _ = try await row.value }
    #expect(backEnds.statuses()[id]?.waiting == 0)
    _ = pass.leave(nil)
    #expect(backEnds.statuses()[id]?.inFlight == 0)
  }

  @Test func aWaitThatTheServiceAsksForHoldsUpEveryRequestOfItsKey() async throws {
    let backEnds = backEnds(inFlight: 4)
    let (one, other) = (try await backEnds.enter(id), try await backEnds.enter(id))
    try await one.pace()
    one.note(response(429, [HTTPHeader("Retry-After", "20")]))
    #expect(backEnds.rooms()[id] == BackEndRoom(limit: 2, stoppedUntil: held.now.advanced(by: .seconds(20))))
    let row = Task {
      try await other.pace()
      return held.now
    }
    try await until { held.sleeping == 1 }
    let asked = held.now
    held.advance(by: .seconds(20))
    #expect(try await row.value == asked.advanced(by: .seconds(20)))
  }

  @Test func aRequestThatWaitsIsHeldUpLongerWhereTheServiceAsksMeanwhile() async throws {
    let backEnds = backEnds(inFlight: 4, perMinute: 6)
    let pass = try await backEnds.enter(id)
    try await pass.pace()
    let start = held.now
    let row = Task {
      try await pass.pace()
      return held.now
    }
    try await until { held.sleeping == 1 }
    pass.note(response(503, [HTTPHeader("Retry-After", "60")]))
    held.advance(by: .seconds(10))
    try await until { held.sleeping == 1 }
    held.advance(by: .seconds(50))
    #expect(try await row.value == start.advanced(by: .seconds(60)))
  }

  @Test func aCancelledRowDoesNotWaitForItsRequest() async throws {
    let backEnds = backEnds(perMinute: 1)
    let pass = try await backEnds.enter(id)
    try await pass.pace()
    let row = Task { try await pass.pace() }
    try await until { held.sleeping == 1 }
    row.cancel()
    await #expect(throws: Failure.self) { try await row.value }
  }

  @Test func anOutageIsToldOnceAndSoIsItsEnd() async throws {
    let backEnds = backEnds(inFlight: 50)
    let changes = Kept(0)
    backEnds.whenChanged { changes.change { $0 += 1 } }
    var passes: [any BackEndPass] = []
    for _ in 0..<40 { passes.append(try await backEnds.enter(id)) }
    for pass in passes { _ = pass.leave(away) }
    let news = backEnds.takeNews()
    #expect(news.map(\.event) == [.held])
    #expect(backEnds.takeNews().isEmpty)
    #expect(changes.value >= 1)
    await #expect(throws: Failure.self) { _ = try await backEnds.enter(id) }
    backEnds.probeNow([id])
    let probe = try await backEnds.enter(id)
    _ = probe.leave(nil)
    #expect(backEnds.takeNews().map(\.event) == [.released(after: .zero)])
  }

  @Test func aNewKeyIsAnotherBackEnd() async throws {
    let backEnds = backEnds()
    let pass = try await backEnds.enter(id)
    _ = pass.leave(Failure(.auth, code: "http-401", message: "The key is refused."))
    await #expect(throws: Failure.self) { _ = try await backEnds.enter(id) }
    let renewed = BackEndID(service: "openai", endpoint: "https://api.openai.com", key: "new")
    #expect(try await backEnds.enter(renewed).leave(nil) == nil)
  }

  @Test func aHoldOfAnEarlierProcessIsKnownAgainWithoutItsKey() async throws {
    let backEnds = backEnds()
    let hold = BackEndHold(
      .quota, since: held.now, lastFailure: "Spent.", nextProbe: held.now,
      until: held.now.advanced(by: .seconds(60)))
    backEnds.resume([EarlierHold(service: "openai", endpoint: "https://api.openai.com", hold: hold)])
    backEnds.prepare([id])
    #expect(backEnds.statuses()[id]?.hold?.reason == .quota)
    _ = try await backEnds.enter(id)
    await #expect(throws: Failure.self) { _ = try await backEnds.enter(id) }
  }
}
