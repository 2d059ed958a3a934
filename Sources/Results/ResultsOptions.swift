package import JobModel
package import SystemPackage

/// How a results workbook is written.
package struct ResultsOptions: Sendable {
  /// The folder for row data while the workbook is written: the spool's `tmp/`. It needs room for about three times the
  /// rows.
  package var temporary: FilePath
  package var language: Language
  /// Rows that show thumbnails.
  package var maximumThumbnailRows: Int
  /// Links in one sheet. Excel opens none with more than 65,530; each takes memory until the workbook is finished.
  package var maximumLinks: Int
  /// Whether the finished workbook is read back, which takes a few per cent of the time. The library looks at few of its
  /// own writes.
  package var readsBack: Bool
  /// Rows in one sheet, without the header; the rest goes into further sheets. Excel's limit.
  var maximumSheetRows = 1_048_575

  package init(
    temporary: FilePath, language: Language = .english, maximumThumbnailRows: Int = 2_000,
    maximumLinks: Int = 60_000, readsBack: Bool = true
  ) {
    self.temporary = temporary
    self.language = language
    self.maximumThumbnailRows = maximumThumbnailRows
    self.maximumLinks = maximumLinks
    self.readsBack = readsBack
  }
}
