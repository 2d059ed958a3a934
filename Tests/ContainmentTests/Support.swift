import Glibc
import SystemPackage
import Testing

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

extension Int {
  /// Whether no process of this number runs; one that nobody reaps counts as gone.
  var isGone: Bool {
    let status = shell("cut -d' ' -f3 /proc/\(self)/stat 2>/dev/null").output
    return status.isEmpty || status.hasPrefix("Z")
  }

  /// Waits until the process of this number is gone, for ten seconds at most.
  func gone() async {
    await wait(for: "the end of process \(self)") { isGone }
  }
}

extension TemporaryFolder {
  func waitForFile(_ name: String) async {
    await wait(for: "the file \(name)") { access(path.appending(name).string, F_OK) == 0 }
  }
}

/// Waits until something has come about, for ten seconds at most.
func wait(for what: String, until condition: () -> Bool) async {
  for _ in 0..<1000 {
    if condition() { return }
    try? await ContinuousClock().sleep(for: .milliseconds(10))
  }
  Issue.record("waited in vain for \(what)")
}
