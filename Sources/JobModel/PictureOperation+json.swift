extension PictureOperation {
  /// An object with one member, named like the operation.
  package var json: JSONObject {
    switch self {
    case .crop(let crop): ["crop": .object(crop.json)]
    case .resize(let resize): [resize.mode.rawValue: .object(resize.json)]
    case .upscale(.factor(let factor)): ["upscale": ["factor": .number(factor)]]
    case .upscale(.toFit(let box)): ["upscale": .object(box.json)]
    case .extend(let margins): ["extend": .object(margins.json)]
    case .flatten(let colour): ["flatten": .object(JSONObject(background: colour))]
    case .watermark(let watermark): ["watermark": .object(watermark.json)]
    }
  }

  /// The recipe's operations. One whose value is missing or empty (a watermark without a text) is left out, so that an
  /// empty cell switches it off.
  static func list(_ recipe: RecipeMembers) throws(PictureRecipe.Problem) -> [PictureOperation] {
    guard let value = recipe.value("operations") else { return [] }
    guard let list = value.array else { throw recipe.problem("operations", "must be a list.") }
    guard list.count <= PictureLimits.mostOperations else {
      throw recipe.problem("operations", "has more than \(PictureLimits.mostOperations) operations.")
    }
    var operations: [PictureOperation] = []
    for (index, item) in list.enumerated() {
      let place = "operations[\(index)]"
      guard let object = item.object, let name = object.names.first, object.names.count == 1 else {
        throw recipe.problem(place, "must be an object with one member, the operation's name.")
      }
      if let operation = try PictureOperation(name, RecipeMembers(object, at: place), at: "\(place).\(name)") {
        operations.append(operation)
      }
    }
    return operations
  }

  /// `nil` for an operation that is switched off by an empty value.
  private init?(_ name: String, _ parent: RecipeMembers, at path: String) throws(PictureRecipe.Problem) {
    if let mode = PictureResize.Mode(rawValue: name) {
      guard let resize = try PictureResize(mode, try parent.parameters(name, short: "size", at: path)) else {
        return nil
      }
      self = .resize(resize)
      return
    }
    switch name {
    case "crop":
      guard let crop = try PictureCrop(try parent.parameters(name, short: "size", at: path)) else { return nil }
      self = .crop(crop)
    case "upscale":
      guard let upscale = try PictureUpscale(try parent.parameters(name, short: "factor", at: path)) else { return nil }
      self = .upscale(upscale)
    case "extend":
      guard let margins = try PictureMargins(try parent.parameters(name, short: "all", at: path)) else { return nil }
      self = .extend(margins)
    case "flatten":
      if parent.value(name)?.boolean == false { return nil }
      let parameters = try parent.parameters(name, short: "background", at: path)
      try parameters.allow(["background"])
      self = .flatten(try parameters.colour("background"))
    case "watermark":
      guard let watermark = try PictureWatermark(try parent.parameters(name, short: "text", at: path)) else {
        return nil
      }
      self = .watermark(watermark)
    default:
      throw parent.problem(
        name, "is not an operation. Use crop, fit, fill, pad, stretch, upscale, extend, flatten or watermark.")
    }
  }
}

extension RecipeMembers {
  /// An operation's parameters: an object, or a single value that stands for the parameter `short`. `true` is an
  /// operation without parameters.
  fileprivate func parameters(_ name: String, short: String, at path: String) throws(Problem) -> RecipeMembers {
    switch value(name) {
    case nil, .boolean(true): RecipeMembers([:], at: path)
    case .object(let object): RecipeMembers(object, at: path)
    case .array: throw problem(name, "must not be a list.")
    case .some(let value): RecipeMembers([short: value], at: path)
    }
  }
}

extension PictureCrop {
  fileprivate init?(_ members: RecipeMembers) throws(PictureRecipe.Problem) {
    try members.allow(["size", "width", "height", "left", "top", "position"])
    guard let size = try members.size() else { return nil }
    let offsets = 0...1_000_000
    let left = try members.whole("left", in: offsets)
    let top = try members.whole("top", in: offsets)
    if left == nil, top == nil {
      self.init(size: size, place: .position(try members.position("position") ?? .centre))
    } else {
      self.init(size: size, place: .offset(left: left ?? 0, top: top ?? 0))
    }
  }

  fileprivate var json: JSONObject {
    switch place {
    case .offset(let left, let top):
      size.json.merging(["left": .integer(Int64(left)), "top": .integer(Int64(top))])
    case .position(let position): size.json.merging(["position": .string(position.rawValue)])
    }
  }
}

extension PictureResize {
  fileprivate init?(_ mode: Mode, _ members: RecipeMembers) throws(PictureRecipe.Problem) {
    try members.allow(["size", "width", "height", "enlarge", "position", "background"])
    guard let box = try members.size() else { return nil }
    self.init(mode, box)
    enlarges = try members.flag("enlarge") ?? false
    position = try members.position("position") ?? .centre
    background = try members.colour("background")
  }

  fileprivate var json: JSONObject {
    JSONObject(background: background).merging(box.json)
      .merging(["enlarge": .boolean(enlarges), "position": .string(position.rawValue)])
  }
}

extension PictureUpscale {
  fileprivate init?(_ members: RecipeMembers) throws(PictureRecipe.Problem) {
    try members.allow(["factor", "size", "width", "height"])
    if let factor = try members.number("factor", in: 1...PictureLimits.greatestFactor) {
      self = .factor(factor)
    } else if let box = try members.size() {
      self = .toFit(box)
    } else {
      return nil
    }
  }
}

extension PictureMargins {
  fileprivate init?(_ members: RecipeMembers) throws(PictureRecipe.Problem) {
    try members.allow(["all", "top", "right", "bottom", "left", "background"])
    let room = 0...PictureLimits.greatestSide
    let all = try members.whole("all", in: room) ?? 0
    self.init(
      top: try members.whole("top", in: room) ?? all, right: try members.whole("right", in: room) ?? all,
      bottom: try members.whole("bottom", in: room) ?? all, left: try members.whole("left", in: room) ?? all,
      background: try members.colour("background"))
    if top + right + bottom + left == 0 { return nil }
  }

  fileprivate var json: JSONObject {
    JSONObject(background: background).merging([
      "top": .integer(Int64(top)), "right": .integer(Int64(right)), "bottom": .integer(Int64(bottom)),
      "left": .integer(Int64(left)),
    ])
  }
}

extension PictureWatermark {
  fileprivate init?(_ members: RecipeMembers) throws(PictureRecipe.Problem) {
    try members.allow(["text", "picture", "position", "opacity", "size", "colour"])
    if let path = try members.text("picture") {
      self.init(.picture(path))
    } else if let text = try members.text("text") {
      guard text.count <= PictureLimits.longestWatermark else {
        throw members.problem("text", "is longer than \(PictureLimits.longestWatermark) characters.")
      }
      self.init(.text(text))
    } else {
      return nil
    }
    position = try members.position("position") ?? position
    opacity = try members.share("opacity", in: 0...1) ?? opacity
    size = try members.share("size", in: 0.02...1) ?? size
    colour = try members.colour("colour") ?? colour
  }

  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "position": .string(position.rawValue), "opacity": .number(opacity), "size": .number(size),
      "colour": .string(colour.text),
    ]
    switch mark {
    case .text(let text): object["text"] = .string(text)
    case .picture(let path): object["picture"] = .string(path)
    }
    return object
  }
}

extension PixelSize {
  fileprivate var json: JSONObject { ["width": .integer(Int64(width)), "height": .integer(Int64(height))] }
}

extension JSONObject {
  fileprivate init(background: PictureColour?) {
    self.init()
    self["background"] = background.map { .string($0.text) }
  }
}
