import Synchronization

/// How many connections are open at present.
package final class ConnectionCount: Sendable {
  let most: Int
  private let open = Mutex(0)

  package init(most: Int) {
    self.most = most
  }

  /// - Returns: whether there was room for one more. It counts either way, until `leave`.
  func enter() -> Bool {
    open.withLock { count in
      count += 1
      return count <= most
    }
  }

  func leave() { open.withLock { $0 -= 1 } }
}
