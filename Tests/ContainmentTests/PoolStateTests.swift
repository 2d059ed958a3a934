import Testing

@testable import Containment

@Suite struct PoolStateTests {
  @Test func waitersAreServedInTheirOrder() {
    var state = PoolState(count: 1, keepReady: 0)
    #expect(state.wait(10) == [.start(worker: 0, after: .zero)])
    #expect(state.wait(11) == [])
    #expect(state.wait(12) == [])
    #expect(state.opened(0) == [.give(worker: 0, waiter: 10)])
    #expect(state.leave(11) == true)
    #expect(state.leave(11) == false)
    #expect(state.finished(0, isUsable: true, isGood: true) == [.give(worker: 0, waiter: 12)])
  }

  @Test func aSpareIsStartedWhileTheOtherWorks() {
    var state = PoolState(count: 1, keepReady: 1)
    #expect(state.warmUp() == [.start(worker: 0, after: .zero)])
    #expect(state.opened(0) == [])
    #expect(state.wait(1) == [.give(worker: 0, waiter: 1), .start(worker: 1, after: .zero)])
    #expect(state.opened(1) == [])
    #expect(state.wait(2) == [])
    #expect(
      state.finished(0, isUsable: false, isGood: true) == [
        .retire(worker: 0), .give(worker: 1, waiter: 2), .start(worker: 2, after: .zero),
      ])
  }

  @Test func pausesGrowWhileWorkersDieWithoutAnAnswer() {
    var state = PoolState(count: 1, keepReady: 1)
    var pauses: [Duration] = []
    var actions = state.warmUp()
    for _ in 0..<9 {
      guard case .start(let worker, let pause) = actions.first else { break }
      pauses.append(pause)
      _ = state.opened(worker)
      actions = state.ended(worker, hadAnswered: false)
    }
    let expected: [Duration] = [0, 0, 100, 200, 400, 800, 1600, 3200, 5000].map { .milliseconds($0) }
    #expect(pauses == expected)
  }

  @Test func aDeadIdleWorkerIsNotGivenOut() {
    var state = PoolState(count: 1, keepReady: 0)
    _ = state.wait(1)
    _ = state.opened(0)
    _ = state.finished(0, isUsable: true, isGood: true)
    #expect(state.ended(0, hadAnswered: true) == [])
    #expect(state.wait(2) == [.start(worker: 1, after: .zero)])
  }

  @Test func nothingIsStartedAfterShutDown() {
    var state = PoolState(count: 2, keepReady: 1)
    _ = state.wait(1)
    _ = state.opened(0)
    _ = state.wait(2)
    let (waiters, actions) = state.shutDown()
    #expect(waiters == [2])
    #expect(actions == [.retire(worker: 0)])
    #expect(state.opened(1) == [.retire(worker: 1)])
    #expect(state.finished(0, isUsable: true, isGood: true) == [.retire(worker: 0)])
    #expect(state.ended(0, hadAnswered: true) == [])
  }
}
