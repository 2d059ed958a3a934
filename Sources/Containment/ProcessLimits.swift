import CSystemShims
import Glibc
import SystemPackage

/// What one process may use. `nil` leaves a limit as it is.
///
/// Set by a process on itself before it opens anything foreign; children inherit the limits.
package struct ProcessLimits: Hashable, Sendable {
  /// Bytes of address space (`RLIMIT_AS`). An allocation beyond it fails.
  package var addressSpace: Int?
  /// Seconds of computing (`RLIMIT_CPU`): SIGXCPU at the limit, SIGKILL one second later.
  package var cpuSeconds: Int?
  /// Open descriptors (`RLIMIT_NOFILE`).
  package var openFiles: Int?
  /// Bytes of the largest file it may write (`RLIMIT_FSIZE`): SIGXFSZ beyond it.
  package var fileSize: Int?
  /// Processes and threads of the same user, all together (`RLIMIT_NPROC`). It does not bind root.
  package var processes: Int?

  package init(
    addressSpace: Int? = nil, cpuSeconds: Int? = nil, openFiles: Int? = nil, fileSize: Int? = nil,
    processes: Int? = nil
  ) {
    self.addressSpace = addressSpace
    self.cpuSeconds = cpuSeconds
    self.openFiles = openFiles
    self.fileSize = fileSize
    self.processes = processes
  }

  /// Sets the limits on the calling process, for good; also no core files and no new privileges.
  ///
  /// The corresponding C functions are `setrlimit` and `prctl(PR_SET_NO_NEW_PRIVS)`.
  ///
  /// - Throws: `limitNotSet` where the system refuses.
  package func applyToSelf() throws(ContainmentError) {
    obeySignals()
    try set(RLIMIT_CORE, "size of core files", to: 0)
    try set(RLIMIT_CPU, "computing time", to: cpuSeconds, last: cpuSeconds.map { $0 + 1 })
    try set(RLIMIT_NOFILE, "open files", to: openFiles)
    try set(RLIMIT_FSIZE, "size of files", to: fileSize)
    try set(__RLIMIT_NPROC, "processes", to: processes)
    try set(RLIMIT_AS, "memory", to: addressSpace)
    guard rowspool_set_no_new_privileges() == 0 else {
      throw ContainmentError(
        .limitNotSet, operation: "give up new privileges", subject: "this process", errno: Errno(rawValue: errno))
    }
  }

  /// A process inherits the signals that the thread which started it had blocked: with SIGXCPU among them, the limit on
  /// computing would never end it. The corresponding C function is `sigprocmask`.
  private func obeySignals() {
    var none = sigset_t()
    sigemptyset(&none)
    sigprocmask(SIG_SETMASK, &none, nil)
    signal(SIGXCPU, SIG_DFL)
  }

  /// - Parameter last: the hard limit; the same as `value` unless given. A lower one that is already set stays.
  private func set(
    _ resource: __rlimit_resource, _ name: String, to value: Int?, last: Int? = nil
  ) throws(ContainmentError) {
    guard let value else { return }
    let number = __rlimit_resource_t(resource.rawValue)
    var limit = rlimit()
    guard getrlimit(number, &limit) == 0 else { throw failure(name) }
    limit.rlim_max = min(limit.rlim_max, rlim_t(max(0, last ?? value)))
    limit.rlim_cur = min(limit.rlim_max, rlim_t(max(0, value)))
    guard setrlimit(number, &limit) == 0 else { throw failure(name) }
  }

  private func failure(_ name: String) -> ContainmentError {
    ContainmentError(
      .limitNotSet, operation: "limit this process", subject: name, errno: Errno(rawValue: errno))
  }
}
