/// How much a foreign archive may hold. The defaults are those of a workbook without pictures.
package struct ZipLimits: Sendable {
  /// The most entries.
  package var entries = 1_000
  /// The most bytes one entry may inflate to.
  package var bytesPerEntry: Int64 = 512 << 20
  /// The most bytes that one reader inflates in all.
  package var bytesInAll: Int64 = 2 << 30
  /// The most inflated bytes for each compressed one.
  package var ratio: Int64 = 200
  /// The ratio is judged only past this many inflated bytes: small, dull parts compress well.
  package var ratioJudgedPast: Int64 = 100 << 20

  package init() {}

  /// A workbook may hold many more pictures than other parts, which its reader counts by themselves.
  package static var workbook: ZipLimits {
    var limits = ZipLimits()
    limits.entries = 21_000
    return limits
  }
}
