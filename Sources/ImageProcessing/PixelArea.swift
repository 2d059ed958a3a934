import JobModel

/// A rectangle in, or around, a picture.
struct PixelArea: Hashable {
  /// Pixels from the left and upper edge.
  var left: Int
  var top: Int
  var size: PixelSize

  /// `inner` placed in `outer`: how far its corner lies from `outer`'s, and `size`.
  init(of inner: PixelSize, in outer: PixelSize, at position: PicturePosition, size: PixelSize) {
    left = Int((Double(outer.width - inner.width) * position.horizontal).rounded(.down))
    top = Int((Double(outer.height - inner.height) * position.vertical).rounded(.down))
    self.size = size
  }

  init(left: Int, top: Int, size: PixelSize) {
    self.left = left
    self.top = top
    self.size = size
  }
}
