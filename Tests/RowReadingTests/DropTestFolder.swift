import Glibc
import JobModel
import RowReading
import SystemPackage

/// A folder of generated files, removed with the value's owner.
final class DropTestFolder {
  let path: FilePath

  init() throws {
    var template = Array("/tmp/rowspool-drop-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ReadingError("test", "no temporary folder") }
    path = FilePath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  convenience init(_ files: [String: [UInt8]]) throws {
    try self.init()
    for (name, bytes) in files { try add(FileName(name), bytes) }
  }

  deinit { Self.remove(path) }

  @discardableResult
  func add(_ name: FileName, _ bytes: [UInt8] = []) throws -> FilePath {
    if let folder = name.folder { makeFolders(folder) }
    let path = name.path(in: path)
    let descriptor = path.withPlatformString { open($0, O_WRONLY | O_CREAT | O_EXCL, 0o600) }
    defer { close(descriptor) }
    guard descriptor >= 0, bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
      throw ReadingError("test", "cannot write \(name)")
    }
    return path
  }

  func makeFolders(_ name: FileName) {
    if let parent = name.folder { makeFolders(parent) }
    _ = name.path(in: path).withPlatformString { mkdir($0, 0o700) }
  }

  private static func remove(_ path: FilePath) {
    guard path.withPlatformString({ unlink($0) }) != 0 else { return }
    guard let stream = path.withPlatformString({ opendir($0) }) else { return }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2E], name != [0x2E, 0x2E] { remove(FileName(bytes: name).path(in: path)) }
    }
    closedir(stream)
    _ = path.withPlatformString { rmdir($0) }
  }
}

/// The first bytes of pictures, enough to be known by.
enum PictureBytes {
  static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]
  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
}
