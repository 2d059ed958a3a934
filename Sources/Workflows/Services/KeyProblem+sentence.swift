import Glibc
import JobModel
import SystemPackage

extension KeyProblem {
  /// What is wrong, for the person who can put it right.
  func sentence(service: String, source: KeySource) -> Message {
    let start: Message = "The key of the service '\(service)'"
    let source = source.name
    switch self {
    case .missing: return "\(start) is not there: \(source) is missing."
    case .noCredentials:
      return "\(start) is not there: rowspool was not started by a systemd unit with credentials."
    case .noPermission: return "\(start) cannot be read: rowspool has no permission for \(source)."
    case .notAFile: return "\(start) cannot be read: \(source) is not a plain file."
    case .openToOthers(let mode):
      return "\(start) is refused: others can read \(source) (its mode is \(String(mode, radix: 8)))."
    case .foreignOwner(let owner):
      return "\(start) is refused: \(source) belongs to another user (number \(owner))."
    case .empty: return "\(start) is not there: \(source) is empty."
    case .tooLong: return "\(start) is refused: \(source) holds more than \(KeySource.longest) bytes."
    case .notAKey:
      return "\(start) is refused: \(source) holds spaces, control characters or more than one line."
    case .unreadable(let errno): return "\(start) cannot be read from \(source): \(errno)."
    }
  }

  /// What to do about it: a line that can be run, where there is one.
  func remedy(source: KeySource) -> Message {
    switch source {
    case .file(let path):
      let quoted = Self.quoted(path.string)
      switch self {
      case .openToOthers: return "Run: chmod 600 \(quoted)"
      case .foreignOwner, .noPermission: return "Run: chown \(Self.user) \(quoted) && chmod 600 \(quoted)"
      default: return "Put it there with: install -D -m 600 -o \(Self.user) /dev/stdin \(quoted)"
      }
    case .environment(let name): return "Set \(name) for the server and start it again."
    case .credential(let name):
      return "Add LoadCredential=\(name):/path/of/the/key to the unit and start it again."
    }
  }

  /// The user this process runs as: the one who must be able to read the key.
  private static var user: String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var names = [CChar](repeating: 0, count: 1 << 14)
    let number = geteuid()
    guard getpwuid_r(number, &entry, &names, names.count, &found) == 0, found != nil, let name = entry.pw_name else {
      return String(number)
    }
    // The entry's texts lie in `names`.
    return withExtendedLifetime(names) { String(cString: name) }
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x2D...0x39, 0x5F: true
      default: false
      }
    }
    return isPlain
      ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
