import Glibc
package import SystemPackage

/// What defaults depend on.
package struct MachineFacts: Sendable, Hashable {
  /// This program's file; `nil` where it cannot be known.
  package var executable: FilePath?
  /// Processors this process may use.
  package var cores: Int

  package init(executable: FilePath?, cores: Int) {
    self.executable = executable
    self.cores = cores
  }

  package static var current: MachineFacts {
    MachineFacts(executable: ownPath(), cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// The C function is `readlink`, on `/proc/self/exe`.
  private static func ownPath() -> FilePath? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink("/proc/self/exe", &bytes, bytes.count - 1) > 0 else { return nil }
    return FilePath(platformString: bytes)
  }
}
