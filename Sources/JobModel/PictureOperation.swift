/// One step of a `PictureRecipe`.
package enum PictureOperation: Hashable, Sendable {
  case crop(PictureCrop)
  case resize(PictureResize)
  /// Enlarges, never shrinks (bicubic).
  case upscale(PictureUpscale)
  /// Adds room at the sides.
  case extend(PictureMargins)
  /// Lays the picture onto a colour (the recipe's background where it is `nil`), so that nothing is transparent.
  case flatten(PictureColour?)
  case watermark(PictureWatermark)
}

/// Cuts out a rectangle.
package struct PictureCrop: Hashable, Sendable {
  /// Pixels. It must lie inside the picture.
  package var size: PixelSize
  package var place: Place

  package enum Place: Hashable, Sendable {
    /// Pixels from the top left corner.
    case offset(left: Int, top: Int)
    case position(PicturePosition)
  }

  package init(size: PixelSize, place: Place = .position(.centre)) {
    self.size = size
    self.place = place
  }
}

/// Brings a picture into a box.
package struct PictureResize: Hashable, Sendable {
  package enum Mode: String, CaseIterable, Hashable, Sendable {
    /// As large as goes into the box; the result is no larger than the box in either direction.
    case fit
    /// Covers the box; what stands over is cut off, keeping `position`. The result is the box.
    case fill
    /// `fit`, then room in the background colour around it. The result is the box.
    case pad
    /// Exactly the box, whatever the proportions become.
    case stretch
  }

  package var mode: Mode
  package var box: PixelSize
  /// Whether `fit` and `pad` make a small picture larger.
  package var enlarges = false
  /// The part that `fill` keeps, the place that `pad` gives the picture.
  package var position: PicturePosition = .centre
  /// Of the new room; `nil`: the recipe's.
  package var background: PictureColour?

  package init(_ mode: Mode, _ box: PixelSize) {
    self.mode = mode
    self.box = box
  }
}

package enum PictureUpscale: Hashable, Sendable {
  /// Times each side, more than 1 and at most 16.
  case factor(Double)
  /// Until the picture touches the box.
  case toFit(PixelSize)
}

/// Room at the four sides, in pixels.
package struct PictureMargins: Hashable, Sendable {
  package var top: Int
  package var right: Int
  package var bottom: Int
  package var left: Int
  /// Of the new room; `nil`: the recipe's.
  package var background: PictureColour?

  package init(top: Int = 0, right: Int = 0, bottom: Int = 0, left: Int = 0, background: PictureColour? = nil) {
    self.top = top
    self.right = right
    self.bottom = bottom
    self.left = left
    self.background = background
  }
}

/// A text or a picture laid over the picture.
package struct PictureWatermark: Hashable, Sendable {
  package enum Mark: Hashable, Sendable {
    /// At most 200 characters, one line for each line break.
    case text(String)
    /// The path of a picture.
    case picture(String)
  }

  package var mark: Mark
  package var position: PicturePosition = .bottomRight
  /// 0 (not to be seen) to 1.
  package var opacity = 0.6
  /// The mark's greatest width as a share of the picture's, 0.02 to 1. Its height never exceeds half the picture's, nor a
  /// line of text a quarter of the greatest width.
  package var size = 0.25
  /// Of a text. A thin edge of the opposite brightness keeps it readable everywhere.
  package var colour: PictureColour = .white

  package init(_ mark: Mark) {
    self.mark = mark
  }
}
