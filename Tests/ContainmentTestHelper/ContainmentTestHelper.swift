import Containment
import Glibc
import SystemPackage

/// Stands for our own binary in tests: the launcher, children that limit themselves, and a server to be killed.
@main
struct ContainmentTestHelper {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "run-limited": try Launcher.main(arguments: Array(arguments.dropFirst()))
      case "restrict": try restrict(Array(arguments.dropFirst()))
      case "exhaust-memory": try exhaustMemory()
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

  private static func exhaustMemory() throws {
    try ProcessLimits(addressSpace: 256 << 20).applyToSelf()
    var blocks: [[UInt8]] = []
    while true { blocks.append([UInt8](repeating: 1, count: 16 << 20)) }
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
