import Glibc
import SystemPackage

/// The process's own computing time.
enum ComputingTime {
  /// Makes SIGXCPU end the process even where the parent's thread had blocked signals: the mask is inherited, and a
  /// blocked SIGXCPU would let a picture compute for ever.
  ///
  /// The corresponding C functions are `signal` and `sigprocmask`.
  static func obeyLimit() throws(Errno) {
    signal(SIGXCPU, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGXCPU)
    guard sigprocmask(SIG_UNBLOCK, &set, nil) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Lets the process compute for `seconds` more from now; then it is ended by SIGXCPU.
  ///
  /// The corresponding C functions are `getrusage` and `setrlimit`. The hard limit stays as it is.
  static func allow(seconds: Int) throws(Errno) {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { throw Errno(rawValue: errno) }
    // The limit counts whole seconds, rounded down.
    let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1
    let resource = __rlimit_resource_t(RLIMIT_CPU.rawValue)
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { throw Errno(rawValue: errno) }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(used + seconds))
    guard setrlimit(resource, &limit) == 0 else { throw Errno(rawValue: errno) }
  }
}
