/// Lets a few small copies be made at once, each of them once: rows need the picture children too.
actor ThumbnailGate {
  private var making: Set<String> = []
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// Those that could not be made are not tried again and again.
  private var failed: Set<String> = []

  private static let mostAtOnce = 2
  private static let mostWaiting = 200
  private static let mostFailed = 10_000

  /// Waits for a place.
  ///
  /// - Returns: whether the copy may be made; then `leave` must follow. Not where too many wait already, or where it could
  ///   not be made before.
  func enter(_ key: String) async -> Bool {
    while !failed.contains(key) {
      if making.count < Self.mostAtOnce, making.insert(key).inserted { return true }
      guard waiting.count < Self.mostWaiting else { return false }
      await withCheckedContinuation { waiting.append($0) }
    }
    return false
  }

  func leave(_ key: String, failed hasFailed: Bool) {
    making.remove(key)
    if hasFailed {
      if failed.count >= Self.mostFailed { failed = [] }
      failed.insert(key)
    }
    let woken = waiting
    waiting = []
    for waiter in woken { waiter.resume() }
  }
}
