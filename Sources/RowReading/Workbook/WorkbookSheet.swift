/// A sheet as the workbook lists it.
package struct WorkbookSheet: Hashable, Sendable {
  package enum State: String, Sendable {
    case visible
    case hidden
    /// Hidden so that Excel's menus do not offer to show it.
    case veryHidden
  }

  package enum Kind: String, Sendable {
    case worksheet
    /// A chart on a sheet of its own: no cells.
    case chart
    /// A macro or dialog sheet of Excel 4 and 5.
    case other
  }

  package var name: String
  package var state: State
  package var kind: Kind

  /// The part that holds it; `nil` where the workbook does not say.
  var part: String?
}
