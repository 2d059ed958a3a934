import Foundation
import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// A socket that takes what a service says to systemd (sd_notify(3)).
private final class NotifySocket {
  /// What was said and not asked for yet. It is taken by a thread of its own: a socket holds ten messages at most, which
  /// come within half a second here.
  private final class Inbox: Sendable {
    let messages = Mutex<[String]>([])

    /// Takes messages until the socket is shut down, then closes it.
    func fill(from descriptor: Int32) {
      var bytes = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count <= 0 { break }
        messages.withLock { $0.append(String(decoding: bytes[..<count], as: UTF8.self)) }
      }
      close(descriptor)
    }
  }

  let path: FilePath
  private let descriptor: Int32
  private let inbox = Inbox()
  private let isRead: Bool

  /// - Parameter isRead: `false` for a systemd that is held up: the socket is full from the start, and stays so.
  init(_ path: FilePath, isRead: Bool = true) throws {
    self.path = path
    self.isRead = isRead
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    self.descriptor = descriptor
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.string.utf8) }
    try withUnsafePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        guard bind(descriptor, pointer, length) == 0 else { throw Errno(rawValue: errno) }
        if !isRead { while sendto(descriptor, "full", 4, Int32(MSG_DONTWAIT), pointer, length) == 4 {} }
      }
    }
    if isRead { Thread.detachNewThread { [inbox] in inbox.fill(from: descriptor) } }
  }

  deinit {
    if isRead { shutdown(descriptor, Int32(SHUT_RDWR)) } else { close(descriptor) }
  }

  /// One message; `nil` where nothing was said since the last one.
  func next() -> String? {
    inbox.messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
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
    try await wait(for: "\(text) to systemd\n\(server.log.suffix(2000))") {
      while let said = systemd.next() { if said == text { return true } }
      return false
    }
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
    while let text = systemd.next() { #expect(text == "WATCHDOG=1") }
  }

  @Test func aSystemdThatTakesNothingHoldsNothingUp() async throws {
    let busy = try NotifySocket(server.folder.appending("busy"), isRead: false)
    server.settings["NOTIFY_SOCKET"] = busy.path.string
    try server.addPassingWorkflow()
    try server.start()
    try server.drop("a.csv", into: "pass", "key\na\n")
    _ = try await server.finishedJob(named: "a.csv")
    #expect(try await server.stop() == 0)
  }
}
