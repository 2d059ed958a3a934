import JobModel

/// A recipe with its numbers worked out for one picture: every size is known before a pixel is decoded.
struct PicturePlan: Hashable {
  enum Step: Hashable {
    case scale(PixelSize)
    case cut(PixelArea)
    /// Puts the picture at a place on a larger canvas.
    case lay(PixelArea, PictureColour)
    case flatten(PictureColour)
    case mark(PictureWatermark)
  }

  /// The size at which the picture is loaded. Smaller than the picture where the first thing done to it is to shrink
  /// it: decoders skip much of the work then.
  private(set) var loadSize: PixelSize
  private(set) var steps: [Step] = []
  /// Of the result.
  private(set) var size: PixelSize

  private let background: PictureColour
  private let name: String

  /// - Parameters:
  ///   - source: the upright picture's size.
  ///   - name: what messages call the picture.
  /// - Throws: a failure of class `invalid` where a crop leaves the picture, or a result would be too large.
  init(_ recipe: PictureRecipe, source: PixelSize, name: String) throws(PictureError) {
    loadSize = source
    size = source
    background = recipe.background ?? .white
    self.name = name
    for operation in recipe.operations { try add(operation) }
    if case .scale(let first) = steps.first, first.width <= source.width, first.height <= source.height {
      loadSize = first
      steps.removeFirst()
    }
  }

  private mutating func add(_ operation: PictureOperation) throws(PictureError) {
    switch operation {
    case .crop(let crop): try add(crop)
    case .resize(let resize): try add(resize)
    case .upscale(.factor(let factor)): try scale(to: size.scaled(by: max(1, factor)))
    case .upscale(.toFit(let box)): try scale(to: size.scaled(by: max(1, size.factor(toFit: box))))
    case .extend(let margins):
      let canvas = PixelSize(
        width: size.width + margins.left + margins.right, height: size.height + margins.top + margins.bottom)
      try lay(PixelArea(left: margins.left, top: margins.top, size: canvas), margins.background)
    case .flatten(let colour): steps.append(.flatten((colour ?? background).visible))
    case .watermark(let watermark): steps.append(.mark(watermark))
    }
  }

  private mutating func add(_ crop: PictureCrop) throws(PictureError) {
    let area =
      switch crop.place {
      case .offset(let left, let top): PixelArea(left: left, top: top, size: crop.size)
      case .position(let position): PixelArea(of: crop.size, in: size, at: position, size: crop.size)
      }
    let isInside =
      area.left >= 0 && area.top >= 0 && area.left + crop.size.width <= size.width
      && area.top + crop.size.height <= size.height
    guard isInside else {
      throw PictureError(
        .invalid, "picture-crop",
        """
        “\(name)” is \(size) pixels there: a part of \(crop.size) cannot be cut out of it. Use a larger picture \
        or cut out less.
        """)
    }
    steps.append(.cut(area))
    size = crop.size
  }

  private mutating func add(_ resize: PictureResize) throws(PictureError) {
    let box = resize.box
    switch resize.mode {
    case .stretch: try scale(to: box)
    case .fill:
      let covering = size.scaled(by: size.factor(toCover: box))
      let enough = PixelSize(width: max(covering.width, box.width), height: max(covering.height, box.height))
      try scale(to: enough)
      if size != box {
        steps.append(.cut(PixelArea(of: box, in: size, at: resize.position, size: box)))
        size = box
      }
    case .fit, .pad:
      let factor = size.factor(toFit: box)
      let fitting = size.scaled(by: resize.enlarges ? factor : min(1, factor))
      try scale(to: PixelSize(width: min(fitting.width, box.width), height: min(fitting.height, box.height)))
      if resize.mode == .pad {
        try lay(PixelArea(of: size, in: box, at: resize.position, size: box), resize.background)
      }
    }
  }

  private mutating func scale(to target: PixelSize) throws(PictureError) {
    try check(target)
    if target != size { steps.append(.scale(target)) }
    size = target
  }

  /// A canvas as large as the picture is kept as a step: its colour must show through transparent parts all the same.
  private mutating func lay(_ area: PixelArea, _ colour: PictureColour?) throws(PictureError) {
    try check(area.size)
    steps.append(.lay(area, colour ?? background))
    size = area.size
  }

  private func check(_ size: PixelSize) throws(PictureError) {
    let isTooLarge =
      max(size.width, size.height) > PictureLimits.greatestSide || size.pixels > PictureLimits.greatestArea
    guard isTooLarge else { return }
    throw PictureError(
      .invalid, "picture-too-large",
      """
      “\(name)” would become \(size) pixels. At most \(PictureLimits.greatestSide) a side and \
      \(PictureLimits.greatestArea / 1_000_000) million in all are made. Ask for a smaller result.
      """)
  }
}

extension PixelSize {
  /// Rounded to whole pixels, at least 1 a side.
  fileprivate func scaled(by factor: Double) -> PixelSize {
    PixelSize(
      width: max(1, Int((Double(width) * factor).rounded())), height: max(1, Int((Double(height) * factor).rounded())))
  }

  /// What to multiply both sides by so that the picture just goes into `box`.
  fileprivate func factor(toFit box: PixelSize) -> Double {
    min(Double(box.width) / Double(width), Double(box.height) / Double(height))
  }

  /// What to multiply both sides by so that the picture just covers `box`.
  fileprivate func factor(toCover box: PixelSize) -> Double {
    max(Double(box.width) / Double(width), Double(box.height) / Double(height))
  }
}

extension PictureColour {
  /// White for transparent.
  var visible: PictureColour { PictureColour(red: red, green: green, blue: blue) }
}
