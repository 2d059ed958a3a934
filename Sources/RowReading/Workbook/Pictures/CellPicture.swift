/// A picture that stands in a cell, or lies over it.
package struct CellPicture: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// The cell's own value: Excel's “Place in Cell”, WPS's `DISPIMG`.
    case value
    /// It floats over the cell, which may hold a text as well.
    case floating
  }

  package enum Source: Hashable, Sendable {
    /// The part that holds it.
    case part(String)
    /// A file or an address outside the workbook. It is not fetched.
    case link
    /// The workbook refers to a picture that it does not hold.
    case missing
  }

  package var form: Form
  package var source: Source
}
