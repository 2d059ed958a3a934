import Glibc
import SystemPackage

/// The process's own computing time.
enum ComputingTime {
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
