import Glibc

/// A file in a folder of its own that goes with the value.
package final class TemporaryFile {
  /// The folder, with a trailing slash.
  package let folder: String
  package let path: String

  package init(_ bytes: [UInt8], named name: String = "orders.xlsx") {
    var template = Array("/tmp/rowspool-test-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "no temporary folder")
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/"
    path = folder + name
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      precondition(count > 0, "the temporary file cannot be written")
      written += count
    }
    close(descriptor)
  }

  deinit {
    unlink(path)
    rmdir(folder)
  }
}
