import Glibc
import Synchronization
import SystemPackage

/// A running child: the ways to end it, and its end.
///
/// Signals go to the whole process group, which the child leads. None is sent after its end was seen: until then the
/// child is not reaped, so its number cannot have become another process's.
final class Child: Sendable {
  private enum State {
    case running
    case ended(at: ContinuousClock.Instant)
  }

  private let process: pid_t
  private let descriptor: Int32
  private let grace: Duration
  private let state = Mutex(State.running)
  private let stops: AsyncStream<Void>
  private let stopRequests: AsyncStream<Void>.Continuation

  /// How long pipes are read on after the child's end; a process that left its group may hold them for ever.
  private static let drainTime = Duration.seconds(2)

  init(process: pid_t, descriptor: Int32, grace: Duration) {
    self.process = process
    self.descriptor = descriptor
    self.grace = grace
    (stops, stopRequests) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Asks the child to end: SIGTERM to its group, SIGKILL after the grace. `followStops` does it.
  func stop() {
    stopRequests.yield()
  }

  /// Ends the child's group at once.
  func kill() {
    signal(SIGKILL)
  }

  /// Carries out `stop`, until the calling task is cancelled.
  ///
  /// - Parameter first: a gentler way to end it, tried for one grace before SIGTERM.
  func followStops(first: (@Sendable () async -> Void)? = nil) async {
    for await _ in stops {
      if let first {
        await first()
        guard await sleepThroughGrace() else { return }
      }
      signal(SIGTERM)
      guard await sleepThroughGrace() else { return }
      signal(SIGKILL)
    }
  }

  private func sleepThroughGrace() async -> Bool {
    do { try await ContinuousClock().sleep(for: grace) } catch { return false }
    return true
  }

  /// Waits for the child's end, then ends what it left behind in its group.
  ///
  /// - Throws: `startFailed` where the system cannot say when it ends; the group is ended then.
  func waitForEnd() async throws(ContainmentError) -> ChildEnd {
    do {
      try await ProcessExit.wait(descriptor)
    } catch {
      kill()
      throw ContainmentError(.startFailed, operation: "watch a process", subject: String(process), errno: error)
    }
    kill()
    state.withLock { $0 = .ended(at: .now) }
    guard let end = ChildEnd(of: process) else {
      throw ContainmentError(
        .startFailed, operation: "learn how a process ended", subject: String(process), errno: Errno(rawValue: errno))
    }
    return end
  }

  /// Whether its pipes should be read no longer.
  var isDrained: Bool {
    state.withLock { state in
      if case .ended(let time) = state { ContinuousClock.now - time > Self.drainTime } else { false }
    }
  }

  private func signal(_ signal: Int32) {
    state.withLock { state in
      // ESRCH means that the group is gone: that is what was wanted.
      if case .running = state { _ = killpg(process, signal) }
    }
  }
}
