internal import CLibCurl
import Glibc
import JobModel
import Synchronization

/// Carries all transfers on one thread of its own, by `curl_multi_perform` and `curl_multi_poll`.
///
/// The thread holds the loop; others reach it through the inbox only. What is marked so below belongs to the thread:
/// hence `@unchecked`.
final class TransferLoop: @unchecked Sendable {
  private enum Order {
    case start(Transfer)
    case cancel(Transfer)
    case resume(Transfer)
  }

  private struct Inbox {
    var orders: [Order] = []
    var isClosing = false
    /// The thread is gone and its handle with it.
    var isClosed = false
  }

  private let options: HTTPClientOptions
  private let multi: UnsafeMutableRawPointer
  private let inbox = Mutex(Inbox())
  /// The thread's own.
  private var active: [ObjectIdentifier: Transfer] = [:]
  /// The thread's own: no transfer is silent for too long before this.
  private var nextIdleCheck: ContinuousClock.Instant?

  /// The corresponding C functions are `curl_global_init`, which must be called once, and `curl_multi_init`.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(_ options: HTTPClientOptions) {
    guard Self.isReady, let multi = curl_multi_init() else {
      preconditionFailure("the process starts with room for libcurl")
    }
    self.options = options
    self.multi = multi
    let code = rowspool_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.mostKeptConnections)
    precondition(code == CURLM_OK, "every libcurl knows CURLMOPT_MAXCONNECTS")
    startThread()
  }

  // MARK: From any thread

  func start(_ transfer: Transfer) {
    guard !post(.start(transfer)) else { return }
    transfer.end(Sentences.shutDown(transfer.hop.target, wasSent: false))
  }

  func cancel(_ transfer: Transfer) {
    transfer.isCancelled.store(true, ordering: .relaxed)
    _ = post(.cancel(transfer))
  }

  func resume(_ transfer: Transfer) { _ = post(.resume(transfer)) }

  /// Ends all transfers with `shutDown`, and the thread. Does not wait for it.
  func close() {
    inbox.withLock { inbox in
      inbox.isClosing = true
      if !inbox.isClosed { curl_multi_wakeup(multi) }
    }
  }

  /// - Returns: whether the thread will see it.
  private func post(_ order: Order) -> Bool {
    inbox.withLock { inbox in
      guard !inbox.isClosing else { return false }
      inbox.orders.append(order)
      // Its code says that libcurl was built without it, or that the pipe is full, which wakes too.
      if inbox.orders.count == 1 { curl_multi_wakeup(multi) }
      return true
    }
  }

  private func startThread() {
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { @Sendable context in
        guard let context else { return nil }
        // A write to a connection that is gone may raise SIGPIPE, which nobody wants; other signals are for others.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(status == 0, "the process starts with room for its own threads")
    pthread_detach(thread)
  }

  // MARK: On the thread

  private func run() {
    while takeOrders() {
      var running: Int32 = 0
      var code = curl_multi_perform(multi, &running)
      endThoseDone()
      endThoseIdle()
      if code == CURLM_OK { code = curl_multi_poll(multi, nil, 0, pollTime(), nil) }
      if code != CURLM_OK { endAll { Self.broken(code, $0) } }
    }
    endAll { Sentences.shutDown($0.hop.target, wasSent: $0.wasSent) }
    inbox.withLock { $0.isClosed = true }
    curl_multi_cleanup(multi)
  }

  /// - Returns: `false` where the loop is to end.
  private func takeOrders() -> Bool {
    let (orders, isClosing) = inbox.withLock { inbox in
      defer { inbox.orders = [] }
      return (inbox.orders, inbox.isClosing)
    }
    for order in orders {
      switch order {
      case .start(let transfer): begin(transfer)
      case .cancel(let transfer) where active[ObjectIdentifier(transfer)] != nil:
        end(transfer, Sentences.cancelled(transfer))
      case .resume(let transfer) where active[ObjectIdentifier(transfer)] != nil: transfer.resume()
      case .cancel, .resume: break
      }
    }
    return !isClosing
  }

  private func begin(_ transfer: Transfer) {
    guard !transfer.isCancelled.load(ordering: .relaxed) else { return transfer.end(Sentences.cancelled(transfer)) }
    do throws(HTTPError) {
      let handle = try transfer.prepare(options)
      let code = curl_multi_add_handle(multi, handle.easy)
      guard code == CURLM_OK else { throw Self.broken(code, transfer) }
      active[ObjectIdentifier(transfer)] = transfer
      let idle = ContinuousClock.now.advanced(by: transfer.hop.request.deadlines.idle)
      nextIdleCheck = min(nextIdleCheck ?? idle, idle)
    } catch {
      transfer.end(error)
    }
  }

  private func endThoseDone() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      let code = message.pointee.data.result
      guard let context = rowspool_get_private(easy) else { continue }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      release(transfer, easy)
      transfer.end(code)
    }
  }

  private func endThoseIdle() {
    let now = ContinuousClock.now
    guard let check = nextIdleCheck, check <= now else { return }
    var next: ContinuousClock.Instant?
    for transfer in active.values {
      // One that is not connected yet, or waits for its reader, begins its silence now at the earliest.
      let limit = transfer.idleEnd ?? now.advanced(by: transfer.hop.request.deadlines.idle)
      if limit <= now {
        end(transfer, Sentences.silence(transfer))
      } else {
        next = min(next ?? limit, limit)
      }
    }
    nextIdleCheck = next
  }

  private func pollTime() -> Int32 {
    guard let nextIdleCheck else { return 60_000 }
    return Int32(clamping: max(1, ContinuousClock.now.duration(to: nextIdleCheck).inMilliseconds))
  }

  private func end(_ transfer: Transfer, _ error: HTTPError) {
    if let easy = transfer.easy { release(transfer, easy) }
    transfer.end(error)
  }

  private func endAll(_ error: (Transfer) -> HTTPError) {
    for transfer in active.values { end(transfer, error(transfer)) }
  }

  /// Takes it out of libcurl's hands. Its connection, if it is still in use, is closed.
  private func release(_ transfer: Transfer, _ easy: UnsafeMutableRawPointer) {
    let code = curl_multi_remove_handle(multi, easy)
    precondition(code == CURLM_OK, "only handles that were added are removed, and not from a callback")
    active[ObjectIdentifier(transfer)] = nil
  }

  private static func broken(_ code: CURLMcode, _ transfer: Transfer) -> HTTPError {
    HTTPError(
      .reset, wasSent: transfer.wasSent,
      message: "The request to \(transfer.hop.target.server) failed: this machine has no room for it.",
      detail: String(cString: curl_multi_strerror(code)))
  }
}
