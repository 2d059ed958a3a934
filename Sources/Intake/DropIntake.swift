import Glibc
import JobModel
import Synchronization

/// Watches drop folders on a thread of its own and says what is whole in them. It never changes what it watches.
///
/// One intake serves one root (`incoming`, `control`), so that a share that hangs stops only its own.
package final class DropIntake: Sendable {
  /// What the intake has to say, in order. For one reader; it ends after `stop`.
  package let events: AsyncStream<IntakeEvent>
  private let mailbox: IntakeMailbox
  private let continuation: AsyncStream<IntakeEvent>.Continuation
  private let folders: [DropFolder]
  private let sentinel: Sentinel?
  private let options: IntakeOptions

  /// - Parameters:
  ///   - folders: drop folders; one may lie in another.
  ///   - sentinel: what must be there for the folders to be believed; `nil` for a local root.
  /// - Throws: `IntakeProblem` where the process has no file descriptors left.
  package init(folders: [DropFolder], sentinel: Sentinel? = nil, options: IntakeOptions = IntakeOptions())
    throws(IntakeProblem)
  {
    mailbox = IntakeMailbox(pipe: try WakePipe())
    (events, continuation) = AsyncStream.makeStream()
    self.folders = folders
    self.sentinel = sentinel
    self.options = options
  }

  /// Starts the thread. The corresponding C function is `pthread_create`.
  ///
  /// - Throws: `IntakeProblem` where the system refuses a thread.
  package func start() throws(IntakeProblem) {
    let (mailbox, continuation) = (mailbox, continuation)
    let (folders, sentinel, options) = (folders, sentinel, options)
    let body = ThreadBody {
      let loop = IntakeLoop(folders: folders, sentinel: sentinel, options: options, mailbox: mailbox) {
        continuation.yield($0)
      }
      loop.run()
      continuation.finish()
    }
    try body.startThread()
  }

  /// The caller is through with a drop: claimed it, rejected it, or could not take it now. Whatever still lies there
  /// is a new thing and is said again when it is whole.
  package func finished(_ drop: Drop) { mailbox.post(.finished(drop)) }

  /// The caller could not move a drop away: it waits, with the reason among what waits, and is said again later.
  ///
  /// - Parameter code: the `errno` of the move.
  package func postpone(_ drop: Drop, _ code: Int32) { mailbox.post(.postpone(drop, code)) }

  /// Follows other folders from now on.
  package func setFolders(_ folders: [DropFolder]) { mailbox.post(.setFolders(folders)) }

  /// Lists all folders now.
  package func lookNow() { mailbox.post(.lookNow) }

  /// Ends the thread at its next wait; `events` ends then. A thread that hangs on a share ends with the process.
  package func stop() { mailbox.post(.stop) }
}

/// Orders to an intake's thread.
final class IntakeMailbox: Sendable {
  enum Order {
    case finished(Drop)
    case postpone(Drop, Int32)
    case setFolders([DropFolder])
    case lookNow
    case stop
  }

  let pipe: WakePipe
  private let orders = Mutex<[Order]>([])

  init(pipe: WakePipe) {
    self.pipe = pipe
  }

  func post(_ order: Order) {
    orders.withLock { $0.append(order) }
    pipe.wake()
  }

  func take() -> [Order] {
    orders.withLock { orders in
      defer { orders = [] }
      return orders
    }
  }
}

/// What a thread runs, boxed for C.
private final class ThreadBody: Sendable {
  private let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }

  func startThread() throws(IntakeProblem) {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(self)
    let result = pthread_create(
      &thread, nil,
      { @Sendable argument in
        if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      box.release()
      throw IntakeProblem("no-thread", "The intake cannot start: \(systemMessage(result)).")
    }
    pthread_detach(thread)
  }
}
