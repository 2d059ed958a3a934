import Containment
import Glibc
import JobModel
import SystemPackage

/// Stands for our own binary in tests: the launcher, children that limit themselves, and a server to be killed.
@main
struct ContainmentTestHelper {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "serve": try await serve(arguments[1])
      case "measure": try await measure()
      case "echo": try RequestLoop.run { $0 }
      case "run-limited": try Launcher.main(arguments: Array(arguments.dropFirst()))
      case "restrict": try restrict(Array(arguments.dropFirst()))
      case "reading-child": try readingChild()
      default: exit(64)
      }
    } catch let error as ContainmentError {
      write("\(error)\n", to: STDERR_FILENO)
      exit(error.launcherStatus)
    } catch {
      exit(70)
    }
  }

  /// `restrict FOLDER PROBE…`: may use only FOLDER, then tries each probe and prints its errno.
  private static func restrict(_ arguments: [String]) throws {
    let folder = FilePath(arguments[0])
    let access = FileAccess(readable: FileAccess.systemFiles, writable: [folder])
    let missing = try restrictSelf(to: access)
    write("missing \(missing.map(\.protection.rawValue))\n", to: STDOUT_FILENO)
    for probe in arguments.dropFirst() {
      write("\(probe) \(errorNumber(of: probe))\n", to: STDOUT_FILENO)
    }
  }

  private static func errorNumber(of probe: String) -> Int32 {
    errno = 0
    switch probe {
    case "socket": return socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) < 0 ? errno : 0
    case "local-socket": return socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) < 0 ? errno : 0
    case "signal-parent": return kill(getppid(), 0) < 0 ? errno : 0
    case "exec": return execl() < 0 ? errno : 0
    default:
      let wanted = probe.hasPrefix("write:") ? O_WRONLY | O_CREAT : O_RDONLY
      let path = probe.hasPrefix("write:") ? String(probe.dropFirst(6)) : probe
      let descriptor = open(path, wanted, 0o600)
      guard descriptor >= 0 else { return errno }
      close(descriptor)
      return 0
    }
  }

  private static func execl() -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/true"), nil]
    defer { free(words[0]) }
    return execv("/bin/true", &words)
  }

  private static func containment() -> ContainmentOptions {
    ContainmentOptions(launcher: [CommandLine.arguments[0], "run-limited"])
  }

  /// A server with a worker and a command that both never end; they write who they are, and it waits to be killed.
  private static func serve(_ folder: String) async throws {
    let folder = FilePath(folder)
    let environment = ChildProgram.environment(folder: folder)
    let invocation = CommandInvocation(
      arguments: ["sh", "-c", "echo $$ $PPID > command.new; mv command.new command; exec sleep 1000"], folder: folder)
    let worker = ChildProgram(
      arguments: ["sh", "-c", "read line; echo $$ $PPID > worker.new; mv worker.new worker; read line"],
      environment: environment, folder: folder)
    let pool = WorkerPool(worker, options: WorkerOptions(count: 1), containment: containment())
    async let result = CommandRunner(containment()).run(invocation)
    async let reply = pool.call([:], deadline: .seconds(1000))
    _ = try await (result, reply)
  }

  /// Prints what calls and commands cost.
  private static func measure() async throws {
    let folder: FilePath = "/tmp"
    let program = ChildProgram(
      arguments: [CommandLine.arguments[0], "echo"], environment: ChildProgram.environment(folder: folder),
      folder: folder)
    let pool = WorkerPool(program, options: WorkerOptions(count: 2), containment: containment())
    let clock = ContinuousClock()
    _ = try await pool.call(["a": 1], deadline: .seconds(5))
    var times: [Duration] = []
    for _ in 0..<5000 {
      times.append(try await clock.measure { _ = try await pool.call(["a": 1], deadline: .seconds(5)) })
    }
    times.sort()
    write("warm call: median \(times[2500]), 95 % \(times[4750]), worst \(times[4999])\n", to: STDOUT_FILENO)
    let all = await clock.measure {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<200 { group.addTask { _ = try? await pool.call(["a": 1], deadline: .seconds(5)) } }
      }
    }
    write("200 calls at once, 2 workers: \(all)\n", to: STDOUT_FILENO)
    await pool.shutDown()
    times = []
    for _ in 0..<200 {
      let invocation = CommandInvocation(arguments: ["/bin/true"], folder: folder)
      times.append(try await clock.measure { _ = try await CommandRunner(containment()).run(invocation) })
    }
    times.sort()
    write("command through the launcher: median \(times[100]), worst \(times[199])\n", to: STDOUT_FILENO)
    let fresh = WorkerPool(
      program, options: WorkerOptions(count: 1, keepReady: 1, recycleAfter: 1), containment: containment())
    fresh.warmUp()
    times = []
    for _ in 0..<100 {
      times.append(try await clock.measure { _ = try await fresh.call(["a": 1], deadline: .seconds(5)) })
    }
    times.sort()
    write("fresh child for each call, one ahead: median \(times[50])\n", to: STDOUT_FILENO)
    await fresh.shutDown()
  }

  /// A child that limits itself before it does what a request names.
  private static func readingChild() throws {
    try endWithParent()
    try RequestLoop.run { request in
      try ProcessLimits(addressSpace: 256 << 20, cpuSeconds: 1).applyToSelf()
      let work = request["do"]?.string ?? ""
      switch work {
      case "compute": while true {}
      case "allocate":
        var blocks: [[UInt8]] = []
        while true { blocks.append([UInt8](repeating: 1, count: 16 << 20)) }
      case "trap": preconditionFailure("as the test wants")
      case "leave": exit(9)
      case "wait": sleep(1000)
      default: break
      }
      return ["done": .string(work)]
    }
  }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
        guard count > 0 else { exit(74) }
        sent += count
      }
    }
  }
}
