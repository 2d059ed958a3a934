import Glibc
package import Spool

/// Whether a server has the spool, without taking its lock.
package struct ServerPresence: Hashable, Sendable {
  package var isRunning: Bool
  /// Which process, where it said so: `process 812 on files, since …`.
  package var holder: String

  /// The C function is `fcntl` with F_OFD_GETLK, on the file whose lock decides who serves.
  package static func look(at spool: Spool) throws(SpoolError) -> ServerPresence {
    guard try spool.root.has(SpoolLayout.lockFile) else { return ServerPresence(isRunning: false, holder: "") }
    let file = try spool.root.open(SpoolLayout.lockFile, for: .reading)
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    // Swift's Glibc does not show F_OFD_GETLK: it is a GNU extension.
    guard fcntl(file.descriptor, 36, &lock) == 0 else {
      throw SpoolError(.system(errno: errno), "look at the lock", SpoolLayout.lockFile)
    }
    guard lock.l_type != Int16(F_UNLCK) else { return ServerPresence(isRunning: false, holder: "") }
    var text = Substring(String(decoding: try file.readAll(), as: UTF8.self))
    while text.last?.isWhitespace == true { text.removeLast() }
    return ServerPresence(isRunning: true, holder: String(text))
  }
}
