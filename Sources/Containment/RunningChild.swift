import Glibc
import Subprocess
import SystemPackage

/// A child with its three pipes, for as long as it runs.
struct RunningChild: Sendable {
  typealias Pipes = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  let child: Child
  private let pipes: Pipes

  /// Starts a program and hands it to `body`; returns when it has ended and `body` has returned.
  ///
  /// The program leads its own process group. Cancelling the calling task does nothing here: whoever gives up calls
  /// `stop` or `kill`, so that there is one way only in which a child ends.
  ///
  /// - Throws: `programNotFound`, `programNotExecutable` or `startFailed`.
  static func run<Value: Sendable>(
    _ program: ChildProgram, options: ContainmentOptions,
    body: @escaping @Sendable (RunningChild) async throws(ContainmentError) -> Value
  ) async throws(ContainmentError) -> Value {
    ignoreBrokenPipes
    let words = try program.words(launcher: options.launcher)
    let configuration = Configuration(words, program)
    // The library answers cancellation by a signal to the child alone. This task is not cancelled with its caller.
    let task = Task { () -> Result<Value, ContainmentError> in
      do {
        let result = try await Subprocess.run(
          configuration, input: .inputWriter, output: .sequence, error: .sequence
        ) { pipes -> Result<Value, ContainmentError> in
          let child = RunningChild(pipes: pipes, grace: options.grace)
          do throws(ContainmentError) {
            return .success(try await body(child))
          } catch {
            child.child.kill()
            return .failure(error)
          }
        }
        return result.closureResult
      } catch {
        return .failure(ContainmentError(error, program: program))
      }
    }
    return try await task.value.get()
  }

  private init(pipes: Pipes, grace: Duration) {
    self.pipes = pipes
    let process = pipes.processIdentifier
    child = Child(process: process.value, descriptor: process.processDescriptor, grace: grace)
  }

  /// Writes to the child's stdin.
  ///
  /// - Returns: false where the child no longer reads it, which is its own affair.
  func write(_ bytes: [UInt8]) async -> Bool {
    do { return try await pipes.standardInputWriter.write(bytes) == bytes.count } catch { return false }
  }

  /// Closes the child's stdin.
  func closeInput() async {
    // Nothing is lost where this fails: the descriptor is gone either way.
    do { try await pipes.standardInputWriter.finish() } catch {}
  }

  /// Hands over the child's output as it comes, until it ends, `take` returns false, or the child has been gone for
  /// some time.
  func readOutput(_ take: (UnsafeRawBufferPointer) -> Bool) async {
    await Self.read(pipes.standardOutput, child, take)
  }

  /// Reads all of stderr.
  ///
  /// - Returns: its end, at most 8 KiB.
  func readErrorTail() async -> String {
    var tail = TailBuffer()
    await Self.read(pipes.standardError, child) { bytes in
      tail.append(bytes)
      return true
    }
    return tail.text
  }

  private static func read(
    _ stream: SubprocessOutputSequence, _ child: Child, _ take: (UnsafeRawBufferPointer) -> Bool
  ) async {
    do {
      for try await buffer in stream {
        guard buffer.withUnsafeBytes(take), !child.isDrained else { return }
      }
    } catch {
      // A pipe that cannot be read is at its end for us; how the child ended says the rest.
    }
  }
}

/// A child that closes its stdin must not end the server.
private let ignoreBrokenPipes: Void = {
  signal(SIGPIPE, SIG_IGN)
}()

extension Configuration {
  fileprivate init(_ words: [String], _ program: ChildProgram) {
    var platform = PlatformOptions()
    platform.processGroupID = 0
    self.init(
      executable: .path(FilePath(words[0])),
      arguments: Arguments(Array(words.dropFirst())),
      // As bytes, each with its end: the library hands them on as they are.
      environment: .custom(program.environment.bytes),
      workingDirectory: program.folder,
      platformOptions: platform)
  }
}

extension ContainmentError {
  fileprivate init(_ error: any Error, program: ChildProgram) {
    let cause = error as? SubprocessError
    let operation = "start the program"
    switch cause?.code {
    case .executableNotFound?: self.init(.programNotFound, operation: operation, subject: program.name)
    case .failedToChangeWorkingDirectory?:
      self.init(
        .startFailed, operation: operation, subject: program.name, reason: "Its working folder cannot be used.",
        errno: cause?.underlyingError)
    default:
      self.init(
        .startFailed, operation: operation, subject: program.name, reason: cause == nil ? "\(error)" : nil,
        errno: cause?.underlyingError)
    }
  }
}
