package import ZipArchive

/// How much a foreign workbook may hold. The defaults are Excel's own limits, and what a reading process of 512 MiB
/// can take.
package struct WorkbookOptions: Sendable {
  package var zip = ZipLimits.workbook
  package var rows = 1_048_576
  package var columns = 16_384
  /// Cells with or without a value.
  package var cells = 20_000_000
  /// UTF-16 units in one cell. Excel writes at most 32,767; other programs write more, which Excel still opens. As
  /// much is read as of a CSV file's field.
  package var charactersPerCell = 1 << 20
  /// Bytes of memory for the texts that cells share.
  package var sharedTextMemory = 256 << 20
  /// Bytes of memory for the values of one row.
  package var rowMemory = 64 << 20
  /// Rows of sheets whose XML is at most this many bytes may stand in any order; they are held in memory.
  package var sortedSheetSize: Int64 = 8 << 20

  package init() {}
}
