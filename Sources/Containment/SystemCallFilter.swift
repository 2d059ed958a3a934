import CLibSeccomp
import CSystemShims
import Glibc
import SystemPackage

/// A seccomp filter, made by libseccomp: named system calls answer "not permitted", all others go on.
enum SystemCallFilter {
  static var isAvailable: Bool { rowspool_has_seccomp() >= 0 }

  /// Filters all threads of the calling process, and what they start, from now on.
  static func install(allowSockets: Bool, allowExec: Bool) throws(ContainmentError) {
    guard let filter = seccomp_init(rowspool_seccomp_allow) else {
      throw failure(ENOMEM)
    }
    defer { seccomp_release(filter) }
    try check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1))
    var names = alwaysDenied
    if !allowSockets { names += socketCalls }
    if !allowExec { names += ["execve", "execveat"] }
    for name in names {
      let number = seccomp_syscall_resolve_name(name)
      // Unknown to this library's tables or to this architecture: then there is nothing to deny.
      guard number >= 0 else { continue }
      try check(seccomp_rule_add_array(filter, rowspool_seccomp_deny(UInt16(EPERM)), number, 0, nil))
    }
    try check(seccomp_load(filter))
  }

  /// Calls that reach other processes, the machine's configuration, or around the filter (`io_uring`).
  private static let alwaysDenied = [
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "mount", "umount2", "move_mount",
    "open_tree", "fsopen", "fsconfig", "fsmount", "mount_setattr", "pivot_root", "chroot", "unshare", "setns", "bpf",
    "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key",
    "request_key", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
    "swapon", "swapoff", "acct", "quotactl", "settimeofday", "clock_settime", "adjtimex", "clock_adjtime",
    "sethostname", "setdomainname", "open_by_handle_at", "personality", "iopl", "ioperm", "mknod", "mknodat",
  ]

  private static let socketCalls = [
    "socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
  ]

  private static func check(_ code: Int32) throws(ContainmentError) {
    guard code == 0 else { throw failure(-code) }
  }

  private static func failure(_ code: Int32) -> ContainmentError {
    ContainmentError(
      .limitNotSet, operation: "filter the system calls of this process", subject: "seccomp",
      errno: Errno(rawValue: code))
  }
}
