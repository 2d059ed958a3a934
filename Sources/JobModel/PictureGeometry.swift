/// Width and height in pixels, both at least 1.
package struct PixelSize: Hashable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  package var pixels: Int { width * height }
}

extension PixelSize: CustomStringConvertible {
  package var description: String { "\(width) × \(height)" }
}

/// What is refused however the recipe asks for it.
package enum PictureLimits {
  /// Pixels a side of a result.
  package static let greatestSide = 20_000
  /// Pixels of a result: 100 million.
  package static let greatestArea = 100_000_000
  /// Operations in one recipe.
  package static let mostOperations = 20
  /// Characters of a watermark.
  package static let longestWatermark = 200
  /// Times that `upscale` may enlarge.
  package static let greatestFactor = 16.0
}

/// One of nine places in a picture.
package enum PicturePosition: String, CaseIterable, Hashable, Sendable {
  case topLeft = "top-left"
  case top
  case topRight = "top-right"
  case left
  case centre
  case right
  case bottomLeft = "bottom-left"
  case bottom
  case bottomRight = "bottom-right"

  /// Reads a name in English or Chinese; `center` too. `nil` for anything else.
  package init?(_ text: String) {
    let word = text.lowercased().filter { !$0.isWhitespace }.split(separator: "_").joined(separator: "-")
    if let position = Self(rawValue: word) ?? Self.otherNames[word] {
      self = position
    } else {
      return nil
    }
  }

  /// Share of the free room that lies left of the object: 0, 0.5 or 1.
  package var horizontal: Double {
    switch self {
    case .topLeft, .left, .bottomLeft: 0
    case .top, .centre, .bottom: 0.5
    case .topRight, .right, .bottomRight: 1
    }
  }

  /// Share of the free room that lies above the object: 0, 0.5 or 1.
  package var vertical: Double {
    switch self {
    case .topLeft, .top, .topRight: 0
    case .left, .centre, .right: 0.5
    case .bottomLeft, .bottom, .bottomRight: 1
    }
  }

  private static let otherNames: [String: PicturePosition] = [
    "center": .centre, "middle": .centre, "居中": .centre, "中间": .centre, "中": .centre,
    "左上": .topLeft, "左上角": .topLeft, "上": .top, "右上": .topRight, "右上角": .topRight,
    "左": .left, "右": .right,
    "左下": .bottomLeft, "左下角": .bottomLeft, "下": .bottom, "右下": .bottomRight, "右下角": .bottomRight,
  ]
}
