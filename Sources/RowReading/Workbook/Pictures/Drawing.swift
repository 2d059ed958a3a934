/// Where a picture's corner is: in a cell, and how far inside it.
struct DrawingCorner: Hashable {
  struct Edge: Hashable {
    /// Of the row or column, from 0.
    var index = 0
    /// From its beginning, in English Metric Units (914,400 an inch).
    var offset = 0
  }

  var column = Edge()
  var row = Edge()
}

/// A picture over the cells of a sheet (ECMA-376 part 1, 20.5).
struct DrawnPicture: Hashable {
  var from: DrawingCorner
  /// `nil` where the drawing gives a size in its place.
  var to: DrawingCorner?
  /// Width and height in English Metric Units; 0 where they are not known.
  var width = 0
  var height = 0
  /// The relationship of the part that holds it.
  var embedded: String?
  /// The relationship of a file elsewhere.
  var linked: String?
}
