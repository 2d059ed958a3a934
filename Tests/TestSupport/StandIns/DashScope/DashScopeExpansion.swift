import JobModel

/// How far `image-out-painting` goes beyond a picture: a ratio goes before scales, scales before offsets.
struct DashScopeExpansion {
  private var ratio: (Int, Int)?
  private var scale: (x: Double, y: Double)?
  private var offset: (x: Int, y: Int)

  init(_ parameters: JSONValue) throws {
    _ = try DashScopeOrder.number("angle", of: parameters, in: 0...359)
    let text = parameters["output_ratio"]?.string ?? ""
    guard ["", "1:1", "3:4", "4:3", "9:16", "16:9"].contains(text) else {
      throw DashScopeFailure.invalid("output_ratio '\(text)' is invalid.")
    }
    let parts = text.split(separator: ":").compactMap { Int($0) }
    if parts.count == 2 { ratio = (parts[0], parts[1]) }
    if parameters["x_scale"] != nil || parameters["y_scale"] != nil {
      scale = (
        try DashScopeOrder.factor("x_scale", of: parameters, in: 1...3),
        try DashScopeOrder.factor("y_scale", of: parameters, in: 1...3)
      )
    }
    let offsets = try ["left_offset", "right_offset", "top_offset", "bottom_offset"].map {
      try DashScopeOrder.number($0, of: parameters, in: 0...4_096) ?? 0
    }
    offset = (offsets[0] + offsets[1], offsets[2] + offsets[3])
  }

  func size(of picture: DashScopePicture) -> (Int, Int) {
    let (width, height) = (picture.width, picture.height)
    if let ratio {
      return width * ratio.1 < height * ratio.0
        ? (height * ratio.0 / ratio.1, height) : (width, width * ratio.1 / ratio.0)
    }
    if let scale { return (Int(Double(width) * scale.x), Int(Double(height) * scale.y)) }
    return (width + offset.x, height + offset.y)
  }
}
