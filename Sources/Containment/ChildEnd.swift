import CSystemShims
import Glibc

/// How a child ended, and what it used.
package struct ChildEnd: Hashable, Sendable {
  package enum Status: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  package var status: Status
  /// Seconds of computing, its own and of the children that it waited for.
  package var cpuSeconds: Double
  /// The most memory that it or a child of it had in use.
  package var maximumResidentBytes: Int

  /// Looks at a child that is not reaped yet. The corresponding system call is `waitid` with `WNOWAIT`.
  ///
  /// - Returns: `nil` where it still runs, or is no child of ours.
  init?(of process: pid_t) {
    var ending = rowspool_exit()
    guard rowspool_peek_exit(process, &ending) == 0, ending.has_ended != 0 else { return nil }
    status = ending.was_signalled != 0 ? .signalled(ending.status) : .exited(ending.status)
    cpuSeconds = Double(ending.cpu_microseconds) / 1_000_000
    maximumResidentBytes = Int(ending.maximum_resident_bytes)
  }
}

extension ChildEnd {
  /// Why a child that should have answered did not.
  ///
  /// Memory: an allocation that fails ends a Swift program by a signal, and others say so on stderr; the kernel ends
  /// one that fills the machine with SIGKILL, which the hard limit of computing time sends as well.
  ///
  /// - Parameters:
  ///   - limits: what the child was allowed, as far as the parent knows.
  ///   - errorTail: the last that it wrote.
  func code(limits: ProcessLimits?, errorTail: String) -> ContainmentError.Code {
    switch status {
    case .exited(let status):
      return status != 0 && Self.speaksOfMemory(errorTail) ? .limitReached(.memory) : .endedEarly(status: status)
    case .signalled(SIGXCPU): return .limitReached(.cpuTime)
    case .signalled(SIGKILL):
      let isLate = limits?.cpuSeconds.map { cpuSeconds >= Double($0) } ?? false
      return .limitReached(isLate ? .cpuTime : .memory)
    case .signalled(let signal):
      let failsAllocation = [SIGABRT, SIGILL, SIGSEGV, SIGTRAP, SIGBUS].contains(signal)
      return failsAllocation && Self.speaksOfMemory(errorTail) ? .limitReached(.memory) : .crashed(signal: signal)
    }
  }

  /// What Swift, C++, GLib, Python and the C library say when an allocation fails.
  private static func speaksOfMemory(_ text: String) -> Bool {
    let phrases = [
      "failed to allocate", "Could not allocate memory", "bad_alloc", "MemoryError", "Cannot allocate memory",
      "out of memory", "Out of memory",
    ]
    return phrases.contains { text.contains($0) }
  }
}
