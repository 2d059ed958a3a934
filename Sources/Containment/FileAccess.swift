package import SystemPackage

/// The files and folders that a process may touch, each with everything below it.
package struct FileAccess: Hashable, Sendable {
  package var readable: [FilePath]
  /// Also readable: files there may be made, changed, renamed and removed.
  package var writable: [FilePath]

  package init(readable: [FilePath] = [], writable: [FilePath] = []) {
    self.readable = readable
    self.writable = writable
  }

  /// What the C library and the libraries we link read by themselves: shared objects, character tables, time zones.
  package static let systemFiles: [FilePath] = [
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/usr/share/locale",
    "/usr/share/zoneinfo", "/etc/localtime", "/etc/timezone", "/dev/null", "/dev/zero", "/dev/urandom",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
  ]
}
