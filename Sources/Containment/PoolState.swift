/// Who works and who waits in a pool of workers: decisions only, without a child in sight.
///
/// A worker goes from starting to idle to busy, and back to idle or away. Every method returns what is to be done.
struct PoolState {
  enum Action: Equatable {
    case start(worker: Int, after: Duration)
    case give(worker: Int, waiter: Int)
    case retire(worker: Int)
  }

  private let count: Int
  private let keepReady: Int
  private var starting: Set<Int> = []
  /// The one that was used last is used first: its memory is warm.
  private var idle: [Int] = []
  private var busy: Set<Int> = []
  private var waiters: [Int] = []
  private var nextWorker = 0
  private var endedWithoutAnswer = 0
  private(set) var isShutDown = false

  init(count: Int, keepReady: Int) {
    self.count = count
    self.keepReady = keepReady
  }

  /// Starts the workers that are to be kept ready.
  mutating func warmUp() -> [Action] {
    settle()
  }

  mutating func wait(_ waiter: Int) -> [Action] {
    waiters.append(waiter)
    return settle()
  }

  /// - Returns: whether it was still waiting.
  mutating func leave(_ waiter: Int) -> Bool {
    guard let index = waiters.firstIndex(of: waiter) else { return false }
    waiters.remove(at: index)
    return true
  }

  mutating func opened(_ worker: Int) -> [Action] {
    guard starting.remove(worker) != nil else { return [] }
    guard !isShutDown else { return [.retire(worker: worker)] }
    idle.append(worker)
    return settle()
  }

  /// A busy worker's request has its answer.
  mutating func finished(_ worker: Int, isUsable: Bool, isGood: Bool) -> [Action] {
    if isGood { endedWithoutAnswer = 0 }
    guard busy.remove(worker) != nil else { return [] }
    guard isUsable, !isShutDown else { return [.retire(worker: worker)] + settle() }
    idle.append(worker)
    return settle()
  }

  /// A worker's process has ended.
  mutating func ended(_ worker: Int, hadAnswered: Bool) -> [Action] {
    if !hadAnswered { endedWithoutAnswer += 1 }
    starting.remove(worker)
    idle.removeAll { $0 == worker }
    busy.remove(worker)
    return settle()
  }

  /// A worker could not be started at all: nobody waits for another try, and the next call makes it.
  ///
  /// - Returns: who is to be refused.
  mutating func startFailed(_ worker: Int) -> [Int] {
    starting.remove(worker)
    defer { waiters = [] }
    return waiters
  }

  /// - Returns: who is to be refused, and the workers to be retired.
  mutating func shutDown() -> (waiters: [Int], actions: [Action]) {
    isShutDown = true
    defer { (waiters, idle) = ([], []) }
    return (waiters, idle.map { .retire(worker: $0) } + busy.sorted().map { .retire(worker: $0) })
  }

  private mutating func settle() -> [Action] {
    guard !isShutDown else { return [] }
    var actions: [Action] = []
    while busy.count < count, let waiter = waiters.first, let worker = idle.popLast() {
      waiters.removeFirst()
      busy.insert(worker)
      actions.append(.give(worker: worker, waiter: waiter))
    }
    let wanted = max(min(waiters.count, count - busy.count), keepReady)
    while starting.count + idle.count < wanted {
      starting.insert(nextWorker)
      actions.append(.start(worker: nextWorker, after: pause))
      nextWorker += 1
    }
    return actions
  }

  /// A program that ends at once, again and again, is not started again and again at full speed: after the second
  /// time the pauses double from 0.1 s to 5 s.
  private var pause: Duration {
    guard endedWithoutAnswer > 1 else { return .zero }
    return min(.milliseconds(100 << min(endedWithoutAnswer - 2, 10)), .seconds(5))
  }
}
