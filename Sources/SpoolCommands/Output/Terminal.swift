import Glibc

/// Where a command's words go. Colours and moving bars only where a person watches.
struct Terminal: Sendable {
  static let output = Terminal(descriptor: 1)
  static let errors = Terminal(descriptor: 2)

  let descriptor: Int32
  /// Whether it is a screen that can move its cursor.
  let isScreen: Bool
  /// Whether colours may be used; `NO_COLOR` (no-color.org) forbids them.
  let hasColours: Bool

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isScreen = isatty(descriptor) == 1 && Self.variable("TERM") != "dumb"
    hasColours = isScreen && (Self.variable("NO_COLOR") ?? "").isEmpty
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Columns; 80 where that cannot be known.
  var width: Int { size.map { Int($0.ws_col) } ?? 80 }

  /// Lines; 24 where that cannot be known.
  var height: Int { size.map { Int($0.ws_row) } ?? 24 }

  private var size: winsize? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return size
  }

  func line(_ text: String = "") {
    write(text + "\n")
  }

  /// Writes at once: a pipe's reader sees each line when it is said.
  ///
  /// A reader that went away needs no more words: the process ends as other tools do.
  func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        exit(errno == EPIPE ? EX_OK : EX_IOERR)
      }
      bytes = bytes.dropFirst(count)
    }
  }

  enum Colour: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case grey = "90"
    case bold = "1"
  }

  func painted(_ text: String, _ colour: Colour?) -> String {
    guard hasColours, let colour else { return text }
    return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }
}
