import Synchronization

/// A transfer that may be cancelled before it began.
final class Call: Sendable {
  private struct State {
    var transfer: Transfer?
    var isCancelled = false
  }

  private let loop: TransferLoop
  private let state = Mutex(State())

  init(_ loop: TransferLoop) {
    self.loop = loop
  }

  func begin(_ transfer: Transfer) {
    let isCancelled = state.withLock {
      $0.transfer = transfer
      return $0.isCancelled
    }
    if isCancelled { transfer.isCancelled.store(true, ordering: .relaxed) }
    loop.start(transfer)
  }

  func cancel() {
    let transfer = state.withLock {
      $0.isCancelled = true
      return $0.transfer
    }
    if let transfer { loop.cancel(transfer) }
  }
}
