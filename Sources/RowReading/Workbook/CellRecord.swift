/// A cell with a value, as it was read: what it is and where its bytes are.
struct CellRecord: BitwiseCopyable {
  enum Kind: UInt8 {
    case text
    /// `start` is the number of the shared string.
    case sharedText
    case number
    case boolean
    case error
    case isoDate
  }

  /// From 0.
  var column: Int32
  var kind: Kind
  /// Index of the cell style; -1 for none.
  var style: Int32
  /// Place and length in the sheet's bytes.
  var start: Int
  var count: Int32
}
