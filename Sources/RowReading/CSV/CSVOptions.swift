/// What an administrator or a `Settings` sheet says about a CSV file. Whatever is `nil` is found from the data.
package struct CSVOptions: Sendable {
  /// The file's name in messages; by default the last part of its path.
  package var name: String?
  /// An encoding by any name that iconv(3) knows (`gbk`, `windows-1252`, `utf-16le`); overrides everything found.
  package var encoding: String?
  /// The delimiter, one ASCII byte.
  package var delimiter: UInt8?
  /// The most bytes of UTF-8 in one field; a file with a longer one is refused. A missing closing quote ends here too.
  package var mostFieldBytes = 1 << 20
  /// The most bytes of UTF-8 in one record.
  package var mostRowBytes = 32 << 20
  /// The most fields in one record: as many columns as a worksheet has.
  package var mostColumns = 16_384

  package init(name: String? = nil, encoding: String? = nil, delimiter: UInt8? = nil) {
    self.name = name
    self.encoding = encoding
    self.delimiter = delimiter
  }
}
