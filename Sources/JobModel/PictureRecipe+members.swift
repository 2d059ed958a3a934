/// The members of one object of a recipe, read as people write them.
///
/// Null and empty text count as missing; numbers and flags may stand as text.
struct RecipeMembers {
  typealias Problem = PictureRecipe.Problem

  private let object: JSONObject
  private let path: String

  init(_ object: JSONObject, at path: String) {
    self.object = object
    self.path = path
  }

  var names: [String] { object.names }

  func problem(_ name: String, _ reason: Message) -> Problem {
    Problem(key: path.isEmpty ? name : "\(path).\(name)", reason: reason)
  }

  /// The member, unless it is missing, null, or blank text.
  func value(_ name: String) -> JSONValue? {
    switch object[name] {
    case nil, .null: nil
    case .string(let text) where text.allSatisfy(\.isWhitespace): nil
    case .some(let value): value
    }
  }

  func allow(_ known: [String]) throws(Problem) {
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw problem(unknown, "is not known here. Known are: \(Message.list(known)).")
    }
  }

  func text(_ name: String) throws(Problem) -> String? {
    switch value(name) {
    case nil: return nil
    case .string(let text): return text.trimmed
    case .integer(let number): return String(number)
    case .some: throw problem(name, "must be a text.")
    }
  }

  func number(_ name: String) throws(Problem) -> Double? {
    guard let value = value(name) else { return nil }
    if let number = value.number { return number }
    if let text = value.string, let number = Double(text.trimmed) { return number }
    throw problem(name, "“\(value.plainText)” is not a number.")
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(Problem) -> Double? {
    guard let number = try number(name) else { return nil }
    guard range.contains(number) else {
      throw problem(name, "must be from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound)).")
    }
    return number
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    guard let number = try number(name) else { return nil }
    guard let whole = Int(exactly: number), range.contains(whole) else {
      throw problem(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return whole
  }

  /// A share from `range`, as `0.25` or `25%`.
  func share(_ name: String, in range: ClosedRange<Double>) throws(Problem) -> Double? {
    guard let text = value(name)?.string?.trimmed, text.hasSuffix("%") else { return try number(name, in: range) }
    guard let percent = Double(String(text.dropLast()).trimmed), range.contains(percent / 100) else {
      throw problem(
        name, "must be from \(Self.plain(range.lowerBound * 100))% to \(Self.plain(range.upperBound * 100))%.")
    }
    return percent / 100
  }

  func flag(_ name: String) throws(Problem) -> Bool? {
    guard let value = value(name) else { return nil }
    if let flag = value.boolean { return flag }
    switch value.string?.trimmed.lowercased() {
    case "yes", "true", "是": return true
    case "no", "false", "否": return false
    default: throw problem(name, "must be yes or no.")
    }
  }

  func colour(_ name: String) throws(Problem) -> PictureColour? {
    guard let text = try text(name) else { return nil }
    guard let colour = PictureColour(text) else {
      throw problem(name, "“\(text)” is not a colour. Use a name such as white, #rrggbb, or transparent.")
    }
    return colour
  }

  func position(_ name: String) throws(Problem) -> PicturePosition? {
    guard let text = try text(name) else { return nil }
    guard let position = PicturePosition(text) else {
      let names = Message.list(PicturePosition.allCases.map(\.rawValue))
      throw problem(name, "“\(text)” is not a place in a picture. Use one of: \(names).")
    }
    return position
  }

  /// Bytes, as a number or with a unit: `500 KB`, `2MB` (1,000 and 1,000,000 bytes).
  func bytes(_ name: String) throws(Problem) -> Int? {
    guard let value = value(name) else { return nil }
    var factor = 1.0
    var text = value.plainText.lowercased().trimmed
    for (unit, bytes) in [("kb", 1e3), ("mb", 1e6), ("k", 1e3), ("m", 1e6), ("b", 1)] where text.hasSuffix(unit) {
      factor = bytes
      text = String(text.dropLast(unit.count)).trimmed
      break
    }
    guard let number = Double(text), (1_000...1e9).contains(number * factor) else {
      throw problem(name, "“\(value.plainText)” is not a size from 1 KB to 1000 MB.")
    }
    return Int(number * factor)
  }

  /// `size` (`1600x1200`, or `1600` for a square), or `width` and `height`; `nil` where all are missing.
  func size() throws(Problem) -> PixelSize? {
    let sides = 1...PictureLimits.greatestSide
    if let text = try text("size") {
      guard let size = PixelSize(text) else {
        throw problem("size", "“\(text)” is not a size. Write it as 1600x1200, or 1600 for a square.")
      }
      guard sides.contains(size.width), sides.contains(size.height) else {
        throw problem("size", "each side must be from 1 to \(PictureLimits.greatestSide) pixels.")
      }
      return size
    }
    let width = try whole("width", in: sides)
    let height = try whole("height", in: sides)
    guard width != nil || height != nil else { return nil }
    guard let width else { throw problem("width", "is missing.") }
    guard let height else { throw problem("height", "is missing.") }
    return PixelSize(width: width, height: height)
  }

  private static func plain(_ number: Double) -> String { CellValue.shortestText(of: number) }
}

extension PixelSize {
  /// Reads `1600x1200`, `1600×1200`, `1600*1200` (with or without `px`), or `1600` for a square.
  package init?(_ text: String) {
    let word = text.lowercased().filter { !$0.isWhitespace }
    let parts = word.split(omittingEmptySubsequences: false) { "x×*".contains($0) }
    // "1600px" splits after its p.
    let sides = parts.filter { !$0.isEmpty }.map { $0.hasSuffix("p") ? $0.dropLast() : $0 }.compactMap { Int($0) }
    switch sides.count {
    case 1 where parts.count == 1 || word.hasSuffix("px"): self.init(width: sides[0], height: sides[0])
    case 2: self.init(width: sides[0], height: sides[1])
    default: return nil
    }
  }
}

extension String {
  /// Without white space at either end.
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
