/// A ZIP archive, or an entry of it, that cannot or must not be read.
package struct ZipError: Error, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The file cannot be opened or read at all; `detail` has the system's reason.
    case unreadable
    /// There is no ZIP directory: something else, or the end is missing.
    case noDirectory = "no-directory"
    /// The directory or an entry's data contradicts itself.
    case damaged
    /// Entries share bytes: no program writes that, only decompression bombs do.
    case overlapping
    case tooManyEntries = "too-many-entries"
    /// An entry, or all that was read so far, is larger than allowed, or grows out of all proportion.
    case tooLarge = "too-large"
    case encrypted
    /// Compressed by something other than store and deflate.
    case unsupportedMethod = "unsupported-method"
    /// The directory and the entry's own header name it differently.
    case nameMismatch = "name-mismatch"
    /// The archive holds different entries of one name.
    case duplicateName = "duplicate-name"
  }

  package var code: Code
  /// The entry's name, where one entry is at fault.
  package var entry: String?
  /// What the library or the system said, for administrators.
  package var detail: String?

  package init(_ code: Code, entry: String? = nil, detail: String? = nil) {
    self.code = code
    self.entry = entry
    self.detail = detail
  }

  package var description: String {
    "ZIP archive: " + code.rawValue + (entry.map { " in “\($0)”" } ?? "") + (detail.map { ": \($0)" } ?? "")
  }
}
