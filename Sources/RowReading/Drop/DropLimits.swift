/// How much one drop may hold.
package struct DropLimits: Sendable {
  /// Files and folders in a folder or ZIP.
  package var mostEntries = 100_000
  /// Folders within folders.
  package var mostDepth = 32
  /// Bytes of one file taken out of a ZIP.
  package var mostFileBytes = 2 << 30
  /// Bytes of all files taken out of a ZIP.
  package var mostTotalBytes = 20 << 30

  package init() {}
}
