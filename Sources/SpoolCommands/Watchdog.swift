import Glibc

/// Talks to systemd: readiness, and a sign of life as often as it wants one.
///
/// The protocol is `sd_notify(3)`: datagrams to the socket that `$NOTIFY_SOCKET` names. Without it nothing is said.
struct Watchdog: Sendable {
  private let socketPath: String?
  /// Half of `$WATCHDOG_USEC`, as `sd_watchdog_enabled(3)` advises.
  private let interval: Duration?

  init() {
    socketPath = getenv("NOTIFY_SOCKET").map { String(cString: $0) }
    interval = getenv("WATCHDOG_USEC").flatMap { Int64(String(cString: $0)) }.map { .microseconds($0 / 2) }
  }

  /// Says that the server lives, for as long as it does, until the task is cancelled.
  ///
  /// - Parameter alive: answers when the server has looked at its work; where it does not, systemd is not told and
  ///   starts it anew.
  func run(alive: @Sendable () async -> Void) async {
    while !Task.isCancelled {
      do {
        try await ContinuousClock().sleep(for: interval ?? .seconds(86_400))
      } catch {
        return
      }
      await alive()
      tell("WATCHDOG=1")
    }
  }

  func tell(_ message: String) {
    guard let socketPath, !socketPath.isEmpty else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var path = Array(socketPath.utf8)
    // An abstract socket's name begins with a zero byte, written as @.
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard path.count < capacity else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    let bytes = Array(message.utf8)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        // Nobody listening is nobody to tell.
        _ = sendto(descriptor, bytes, bytes.count, 0, pointer, length)
      }
    }
  }
}
