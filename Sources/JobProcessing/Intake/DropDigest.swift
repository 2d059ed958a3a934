import ContentDigest
import FoundationEssentials
import Glibc
import JobModel
import Spool
import SystemPackage

/// The SHA-256 by which the same drop is known again: names and contents of its files, and its settings.
enum DropDigest {
  static func of(_ source: FilePath, settings: JobSettings) throws -> String {
    let digest = try ContentDigest()
    var status = stat()
    if source.withPlatformString({ lstat($0, &status) }) == 0, status.st_mode & 0o170000 == 0o040000 {
      try add(try Folder.open(source), prefix: "", to: digest)
    } else {
      // The name of a single file is left out: a copy of a drop may be called otherwise.
      try add(Array(try ContentDigest.ofFile(source).sha256.utf8), to: digest)
    }
    try add(Array(try JSONEncoder.sorted.encode(settings)), to: digest)
    return try digest.finish()
  }

  private static func add(_ folder: Folder, prefix: String, to digest: ContentDigest) throws {
    for entry in try folder.entries().sorted(by: { $0.name < $1.name }) {
      let place = "\(prefix)/\(entry.name)"
      if entry.isFolder {
        try add(folder.folder(entry.name), prefix: place, to: digest)
      } else if let status = try folder.status(of: entry.name), status.st_mode & 0o170000 == 0o100000 {
        let file = try ContentDigest.ofFile(folder.path.appending(entry.name))
        try add(Array("\(place) \(file.sha256)\n".utf8), to: digest)
      }
    }
  }

  private static func add(_ bytes: [UInt8], to digest: ContentDigest) throws {
    try bytes.withUnsafeBytes { bytes throws in try digest.update(bytes) }
  }
}

extension JSONEncoder {
  fileprivate static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }
}
