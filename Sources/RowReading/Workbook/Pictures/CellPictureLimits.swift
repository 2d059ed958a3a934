/// How much a workbook's pictures may be.
package struct CellPictureLimits: Sendable {
  /// Pictures over the cells of one sheet, and pictures that are cells' values, each.
  package var mostPictures = 20_000
  /// Values of all kinds (pictures, shares, places) in the lists that Excel keeps them in.
  package var mostValues = 200_000

  package init() {}
}
