import Intake
import Spool
import Synchronization

/// Things that were dropped into `control/`, until the desk takes them in the order in which they came there: two that
/// are found at one look may contradict each other, and the later one is what somebody wants.
final class ControlInbox: Sendable {
  private let threads: FileThreads
  private let drops = Mutex<[Drop]>([])
  private let arrived = Signal()

  /// Those dropped together are not always found together.
  private static let patience = Duration.milliseconds(30)

  init(_ threads: FileThreads) {
    self.threads = threads
  }

  func append(_ drop: Drop) {
    drops.withLock { $0.append(drop) }
    arrived.raise()
  }

  /// Waits for drops, or until the task is cancelled.
  func next() async -> [Drop] {
    await arrived.wait()
    try? await ContinuousClock().sleep(for: Self.patience)
    let taken = drops.withLock { drops in
      defer { drops = [] }
      return drops
    }
    guard taken.count > 1 else { return taken }
    return await threads.run {
      let times = taken.map { (drop: $0, time: FileIdentity($0.path)?.changed ?? .max) }
      return times.sorted { ($0.time, $0.drop.id) < ($1.time, $1.drop.id) }.map(\.drop)
    }
  }
}
