import Glibc
import Synchronization

/// Runs foreign programs, each once, in a process group of its own and under limits.
package struct CommandRunner: Sendable {
  private let containment: ContainmentOptions

  package init(_ containment: ContainmentOptions) {
    self.containment = containment
  }

  /// Runs a program to its end; what it leaves running in its group is killed then.
  ///
  /// Pipes are not waited for beyond the program's end (2 s where a process that left the group still writes).
  /// Cancelling the calling task ends the program's group: SIGTERM, the grace, SIGKILL.
  ///
  /// - Returns: how it ended; a failing exit status is a result, not an error.
  /// - Throws: `programNotFound`, `programNotExecutable`, `startFailed`.
  package func run(_ invocation: CommandInvocation) async throws(ContainmentError) -> CommandResult {
    let program = ChildProgram(
      arguments: invocation.arguments,
      environment: ChildProgram.environment(folder: invocation.folder, adding: invocation.environment),
      folder: invocation.folder, limits: invocation.limits)
    return try await attend(program, invocation, CommandStop())
  }

  private func attend(
    _ program: ChildProgram, _ invocation: CommandInvocation, _ stop: CommandStop
  ) async throws(ContainmentError) -> CommandResult {
    let containment = containment
    let result: Result<CommandResult, ContainmentError> = await withTaskCancellationHandler {
      do throws(ContainmentError) {
        return .success(
          try await RunningChild.run(program, options: containment) { (child) throws(ContainmentError) in
            stop.watch(child.child)
            return try await Self.follow(child, invocation, stop)
          })
      } catch {
        return .failure(error)
      }
    } onCancel: {
      stop.stop(for: .cancelled)
    }
    return try result.get()
  }

  private static func follow(
    _ child: RunningChild, _ invocation: CommandInvocation, _ stop: CommandStop
  ) async throws(ContainmentError) -> CommandResult {
    async let _: Void = child.child.followStops()
    async let _: Void = wait(invocation.deadline, then: stop)
    async let _: Void = feed(invocation.input, to: child)
    async let output = read(child, limit: invocation.outputLimit, stop)
    async let errorTail = child.readErrorTail()
    let end = try await child.child.waitForEnd()
    let status: CommandResult.Status =
      switch end.status {
      case .exited(let status): .exited(status)
      case .signalled(let signal): .signalled(signal)
      }
    return CommandResult(
      status: stop.reason ?? status, output: await output, errorTail: await errorTail, cpuSeconds: end.cpuSeconds,
      maximumResidentBytes: end.maximumResidentBytes)
  }

  private static func wait(_ deadline: Duration, then stop: CommandStop) async {
    do { try await ContinuousClock().sleep(for: deadline) } catch { return }
    stop.stop(for: .deadlinePassed)
  }

  private static func feed(_ input: [UInt8], to child: RunningChild) async {
    if !input.isEmpty { _ = await child.write(input) }
    await child.closeInput()
  }

  private static func read(_ child: RunningChild, limit: Int, _ stop: CommandStop) async -> [UInt8] {
    var output: [UInt8] = []
    await child.readOutput { bytes in
      let room = limit - output.count
      output.append(contentsOf: bytes.prefix(room))
      guard bytes.count > room else { return true }
      stop.stop(for: .outputTooLarge)
      return false
    }
    return output
  }
}

/// The first reason for which a program is ended by us.
private final class CommandStop: Sendable {
  private struct State {
    var child: Child?
    var reason: CommandResult.Status?
  }

  private let state = Mutex(State())

  var reason: CommandResult.Status? { state.withLock(\.reason) }

  /// Takes the child as soon as there is one; the reason may have come before it.
  func watch(_ child: Child) {
    let reason = state.withLock { state in
      state.child = child
      return state.reason
    }
    if let reason { end(child, reason) }
  }

  func stop(for reason: CommandResult.Status) {
    let child = state.withLock { state -> Child? in
      guard state.reason == nil else { return nil }
      state.reason = reason
      return state.child
    }
    if let child { end(child, reason) }
  }

  private func end(_ child: Child, _ reason: CommandResult.Status) {
    // A program that floods us gets no time to go on with it.
    if reason == .outputTooLarge { child.kill() } else { child.stop() }
  }
}
