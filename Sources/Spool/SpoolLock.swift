import CFileCalls
import Glibc
import JobModel
import SystemPackage

/// The right to serve a spool. A kernel lock on a local file decides alone; it ends with the process.
package final class SpoolLock: @unchecked Sendable {
  private let file: OpenFile

  /// - Throws: `.locked`, naming the process that has it.
  package init(_ spool: Spool) throws(SpoolError) {
    let file = try spool.root.open(SpoolLayout.lockFile, for: .logging)
    guard rowspool_lock(file.descriptor) == 0 else {
      let code = errno
      guard code == EAGAIN || code == EACCES else {
        throw SpoolError(.system(errno: code), "lock", SpoolLayout.lockFile)
      }
      let holder = Spool.text(of: try file.readAll())
      throw SpoolError(
        .locked, "serve", spool.layout.root.string,
        reason: """
          The spool \(spool.layout.root) is being served already\(holder.isEmpty ? "" : " by \(holder)"). \
          One server is enough: stop that one first if you want another.
          """)
    }
    // For the message of the second one only.
    try file.truncate(to: 0)
    try file.write(Array("process \(getpid()) on \(Self.hostName), since \(Timestamp.now)\n".utf8))
    self.file = file
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "this machine" }
    return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? "this machine"
  }
}
