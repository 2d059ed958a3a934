import Glibc
import SystemPackage
import TestSupport
import Testing

/// A socket that takes what a service says to systemd (sd_notify(3)).
private final class NotifySocket {
  let path: FilePath
  private let descriptor: Int32

  init(_ path: FilePath) throws {
    self.path = path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.string.utf8) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else { throw Errno(rawValue: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// One message; `nil` where nothing was said since the last one.
  func next() throws -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    if count < 0, errno == EAGAIN { return nil }
    guard count >= 0 else { throw Errno(rawValue: errno) }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}

@Suite struct ServiceTests {
  private let server: TemporarySpoolServer
  private let systemd: NotifySocket

  init() throws {
    server = try TemporarySpoolServer()
    systemd = try NotifySocket(server.folder.appending("notify"))
    server.settings["NOTIFY_SOCKET"] = systemd.path.string
    server.settings["WATCHDOG_USEC"] = "100000"
  }

  /// Waits until the server has said something to systemd; what it says before that is passed over.
  private func hears(_ text: String) async throws {
    try await wait(for: "\(text) to systemd\n\(server.log.suffix(2000))") { try systemd.next() == text }
  }

  private var readiness: String { "READY=1\nSTATUS=serving \(server.root)" }

  @Test func systemdIsToldOfReadinessAndLifeAndTheEnd() async throws {
    try server.start()
    try await hears(readiness)
    try await hears("WATCHDOG=1")
    try await hears("WATCHDOG=1")
    let status = try await server.stop()
    #expect(status == 0)
    try await hears("STOPPING=1")
  }

  @Test func aServerThatIsSecondOnItsSpoolNeverSaysThatItIsReady() async throws {
    try server.start()
    try await hears(readiness)
    let second = try ServerProcess(
      spool: server.root, environment: ["NOTIFY_SOCKET": systemd.path.string, "PATH": "/usr/bin:/bin"],
      log: server.folder.appending("second.log"))
    let status = try await wait(for: "the second server's end") { second.status }
    #expect(status == EX_TEMPFAIL)
    while let text = try systemd.next() { #expect(text == "WATCHDOG=1") }
  }
}
