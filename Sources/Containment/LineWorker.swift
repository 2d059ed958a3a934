import Glibc
import JobModel
import Synchronization

/// One child that answers one JSON line with one JSON line, one request at a time.
final class LineWorker: Sendable {
  typealias Answer = Result<JSONObject, ContainmentError>

  private struct Request {
    var number: Int
    var answer: Answer?
    var waiting: CheckedContinuation<Answer, Never>?
  }

  private struct State {
    var child: RunningChild?
    var request: Request?
    var answered = 0
    /// No further request may be given to it.
    var isBroken = false
    var isRetiring = false
    var closedInput = false
  }

  let number: Int
  private let program: ChildProgram
  private let options: WorkerOptions
  private let state = Mutex(State())

  init(number: Int, program: ChildProgram, options: WorkerOptions) {
    self.number = number
    self.program = program
    self.options = options
  }

  /// Requests answered so far.
  var answered: Int { state.withLock { $0.answered } }

  /// Whether another request may be given to it.
  var isUsable: Bool {
    state.withLock { $0.child != nil && !$0.isBroken && $0.answered < options.recycleAfter ?? .max }
  }

  // MARK: Its life

  /// Starts the child and returns when it has ended.
  ///
  /// - Parameter opened: called once when requests may be given to it.
  /// - Throws: why it could not be started.
  func live(
    _ containment: ContainmentOptions, opened: @escaping @Sendable () -> Void
  ) async throws(ContainmentError) {
    try await RunningChild.run(program, options: containment) { (child) throws(ContainmentError) in
      self.state.withLock { $0.child = child }
      opened()
      async let _: Void = child.child.followStops { await child.closeInput() }
      async let output: Void = self.readReplies(of: child)
      async let errorTail = child.readErrorTail()
      let end = await Self.end(of: child.child)
      await output
      self.close(end, errorTail: await errorTail)
    }
  }

  private static func end(of child: Child) async -> Result<ChildEnd, ContainmentError> {
    do throws(ContainmentError) { return .success(try await child.waitForEnd()) } catch { return .failure(error) }
  }

  private func readReplies(of child: RunningChild) async {
    var splitter = LineSplitter(limit: options.longestReply)
    await child.readOutput { bytes in
      guard let lines = splitter.lines(adding: bytes) else {
        breakOff(.badReply, reason: "A line of its answer is longer than \(options.longestReply) bytes.")
        return false
      }
      return receive(lines)
    }
  }

  private func receive(_ lines: [[UInt8]]) -> Bool {
    let request = state.withLock { $0.request?.answer == nil ? $0.request?.number : nil }
    switch WorkerReply(lines: lines, to: request) {
    case .nothing: return true
    case .answer(let reply):
      finish { state in
        state.answered += 1
        if options.recycleWhenAsked, reply["recycle"] == true { state.answered = .max }
        return .success(reply)
      }
      return true
    case .violation(let reason):
      breakOff(.badReply, reason: reason)
      return false
    }
  }

  /// The child has ended: so has its request.
  private func close(_ end: Result<ChildEnd, ContainmentError>, errorTail: String) {
    finish { state in
      state.child = nil
      state.isBroken = true
      if state.isRetiring { return .failure(error(.shutDown)) }
      switch end {
      case .failure(let error): return .failure(error)
      case .success(let end) where state.closedInput && end.status == .signalled(SIGKILL):
        return .failure(error(.badReply, reason: "It closed its input.", errorTail: errorTail))
      case .success(let end):
        return .failure(error(end.code(limits: program.limits, errorTail: errorTail), errorTail: errorTail))
      }
    }
  }

  /// Ends the child the orderly way: its stdin is closed, then SIGTERM, then SIGKILL.
  func retire() {
    state.withLock { state in
      state.isBroken = true
      state.isRetiring = true
      return state.child
    }?.child.stop()
  }

  // MARK: One request

  /// Sends a request and waits for its answer. Cancelling the calling task ends the child.
  ///
  /// - Parameters:
  ///   - line: the request with its number as `id`, and a newline.
  ///   - deadline: the child is killed when no answer has come by then.
  /// - Returns: `nil` where the child had become unusable before it saw anything of the request.
  func exchange(_ line: [UInt8], number: Int, deadline: Duration) async -> Answer? {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        do { try await ContinuousClock().sleep(for: deadline) } catch { return }
        self.breakOff(.deadlinePassed)
      }
      let answer = await withTaskCancellationHandler {
        await self.ask(line, number: number)
      } onCancel: {
        self.breakOff(.cancelled)
      }
      group.cancelAll()
      return answer
    }
  }

  private func ask(_ line: [UInt8], number: Int) async -> Answer? {
    let child = state.withLock { state -> RunningChild? in
      guard !state.isBroken, let child = state.child else { return nil }
      state.request = Request(number: number)
      return child
    }
    guard let child else { return nil }
    if await !child.write(line) {
      state.withLock { $0.closedInput = true }
      child.child.kill()
    }
    return await withCheckedContinuation { continuation in
      let answer = state.withLock { state in
        let answer = state.request?.answer
        if answer == nil { state.request?.waiting = continuation } else { state.request = nil }
        return answer
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  /// Gives up on the child: its request fails, it is killed, and nothing that it says any more counts.
  private func breakOff(_ code: ContainmentError.Code, reason: String? = nil) {
    let child = finish { state in
      state.isBroken = true
      return .failure(error(code, reason: reason))
    }
    child?.child.kill()
  }

  /// Answers the open request, if there is one and it has no answer yet.
  @discardableResult
  private func finish(_ answer: (inout sending State) -> Answer) -> RunningChild? {
    let (child, waiting, answer) = state.withLock { state in
      let child = state.child
      let answer = answer(&state)
      guard state.request != nil, state.request?.answer == nil else {
        return (child, CheckedContinuation<Answer, Never>?.none, answer)
      }
      let waiting = state.request?.waiting
      if waiting == nil { state.request?.answer = answer } else { state.request = nil }
      return (child, waiting, answer)
    }
    waiting?.resume(returning: answer)
    return child
  }

  private func error(
    _ code: ContainmentError.Code, reason: String? = nil, errorTail: String = ""
  ) -> ContainmentError {
    ContainmentError(
      code, operation: "ask the program", subject: program.name, reason: reason, errorTail: errorTail)
  }
}
