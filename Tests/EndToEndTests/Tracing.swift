import Foundation
import SystemPackage
import TestSupport

/// Ends a server, or lets its calls fail, by `strace`. Calls are counted for each thread; the server's children are
/// left alone.
final class Tracing: CustomStringConvertible {
  /// Which calls of the server are meant.
  enum Scope: String, CustomStringConvertible {
    /// From its start on, recovery included, the calls that change names or make things durable.
    case wholeLife
    /// Once it waits for drops, opening, writing and closing files too, of which loading the program alone does many.
    case afterStart
    case afterStartOpening

    var calls: String {
      let changing = "rename,renameat,fsync,fdatasync,syncfs,mkdir,mkdirat,unlink,unlinkat,ftruncate,utimensat"
      return switch self {
      case .wholeLife: changing
      case .afterStart: changing + ",openat,write,close"
      // A failed write to one of Swift's own event descriptors would be no fault of the disk.
      case .afterStartOpening: changing + ",openat"
      }
    }

    /// The calls that may fail without the fault being another one than the disk's.
    var failing: Scope { self == .wholeLife ? .wholeLife : .afterStartOpening }
    var description: String { rawValue }
  }

  private let scope: Scope
  private let effect: String
  private let process = Process()

  /// - Parameter effect: what `strace -e inject` does at which call.
  init(_ scope: Scope, _ effect: String) {
    self.scope = scope
    self.effect = effect
  }

  var description: String { "\(effect) (\(scope))" }

  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["strace", "-qq", "-o", "/dev/null", "true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private var words: [String] {
    [
      "strace", "-f", "-b", "execve", "-qq", "-o", "/dev/null", "-e", "trace=\(scope.calls)", "-e",
      "inject=\(scope.calls):\(effect)",
    ]
  }

  /// What starts the server; empty where it is attached to later.
  var launcher: [String] { scope == .wholeLife ? words : [] }

  /// Attaches to all threads of a server.
  func attach(to server: Int32) async throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words + ["-p", "\(server)"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    let threads = FilePath("/proc/\(server)/task")
    try await wait(for: "strace to be attached") {
      threads.names.allSatisfy { thread in
        let status = try? threads.appending(thread).appending("status").text()
        return status?.contains("TracerPid:\t0") != true
      }
    }
  }
}
