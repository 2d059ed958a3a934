import Testing

@testable import JobProcessing

@Suite struct SignalTests {
  @Test(.timeLimit(.minutes(1))) func aChangeBeforeTheWaitIsNotLost() async {
    let signal = Signal()
    signal.raise()
    signal.raise()
    await signal.wait()
  }

  @Test(.timeLimit(.minutes(1))) func aChangeEndsTheWait() async {
    let signal = Signal()
    async let waited: Void = signal.wait()
    signal.raise()
    await waited
  }

  @Test(.timeLimit(.minutes(1))) func timeEndsTheWait() async {
    await Signal().wait(atMost: .milliseconds(1))
  }

  @Test(.timeLimit(.minutes(1))) func cancellingEndsTheWait() async {
    let task = Task { await Signal().wait() }
    task.cancel()
    await task.value
  }
}
