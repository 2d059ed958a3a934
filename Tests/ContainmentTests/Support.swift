import Glibc
import SystemPackage

/// The helper executable, built beside the test bundle.
let helper: String = {
  var buffer = [CChar](repeating: 0, count: 4096)
  let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
  let path = FilePath(String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self))
  return path.removingLastComponent().appending("ContainmentTestHelper").string
}()

/// A folder of a test's own, removed with everything in it when the test lets go of it.
final class TemporaryFolder: Sendable {
  let path: FilePath

  init() throws {
    var template = Array("/tmp/containment-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    path = FilePath(platformString: template)
  }

  deinit { _ = shell("chmod -R u+rwX '\(path.string)'; rm -rf '\(path.string)'") }

  /// Writes a script and makes it executable.
  func script(_ name: String, _ text: String, permissions: FilePermissions = [.ownerReadWriteExecute]) throws -> String
  {
    let file = path.appending(name)
    let descriptor = try FileDescriptor.open(
      file, .writeOnly, options: [.create, .truncate], permissions: permissions)
    try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
    return file.string
  }
}

/// Runs a shell line and waits for it; for short commands only.
func shell(_ line: String) -> (output: String, status: Int32) {
  guard let stream = popen("{ \(line)\n} 2>&1", "r") else { return ("", -1) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, stream)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return (String(decoding: bytes, as: UTF8.self), pclose(stream))
}
