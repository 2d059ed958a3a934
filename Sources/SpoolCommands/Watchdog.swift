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
      // Where this one is not taken, the next one may be.
      _ = isTaken("WATCHDOG=1")
    }
  }

  /// Says something that is said once. While systemd is held up and takes nothing, it is said again for a time.
  ///
  /// - Parameter patience: how long; the server has other things to do than to wait for systemd.
  func tell(_ message: String, patience: Duration) async {
    let end = ContinuousClock.now + patience
    while !isTaken(message), ContinuousClock.now < end {
      do {
        try await ContinuousClock().sleep(for: .milliseconds(20))
      } catch {
        return
      }
    }
  }

  /// Says something, without waiting.
  ///
  /// - Returns: `false` where nothing was taken now and may be later: only some datagrams wait in a socket.
  private func isTaken(_ message: String) -> Bool {
    guard let socketPath, !socketPath.isEmpty else { return true }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var path = Array(socketPath.utf8)
    // An abstract socket's name begins with a zero byte, written as @.
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard path.count < capacity else { return true }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    let bytes = Array(message.utf8)
    let sent = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT), pointer, length)
      }
    }
    // Nobody listening is nobody to tell.
    return sent >= 0 || errno != EAGAIN
  }
}
