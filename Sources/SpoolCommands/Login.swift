import Glibc

/// Who gives orders and hands in drops: the login name.
enum Login {
  /// The C function is `getpwuid_r`; the number where the user has no name.
  static var name: String {
    let user = getuid()
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
      return "user \(user)"
    }
    return String(cString: name)
  }
}
