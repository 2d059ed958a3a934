/// What is to be done to one picture, from loading to saving, in one pass.
///
/// A picture is always turned upright first, by its EXIF orientation, and brought into sRGB; the operations follow in
/// their order; then it is written.
///
/// As JSON (every member may be missing):
///
///     {"operations": [{"pad": {"size": "1600x1600"}}, {"watermark": {"text": "rowspool"}}],
///      "background": "white", "format": "jpeg", "quality": 85, "stripMetadata": true,
///      "maximumBytes": "500 KB", "score": true}
///
/// A member that is null or an empty text counts as missing, and numbers may stand as text, because values come from
/// cells.
package struct PictureRecipe: Hashable, Sendable {
  /// Why a recipe cannot be used: a sentence that names the key.
  package struct Problem: Error, Hashable, CustomStringConvertible {
    /// The key's way from the top, such as `operations[1].pad.width`.
    package var key: String
    package var reason: Message

    package var description: String { message.english }

    package var message: Message { "\(key): \(reason)" }
  }

  /// At most 20.
  package var operations: [PictureOperation] = []
  /// A colour: it shows through transparent parts, and fills new room unless an operation names its own; nothing in
  /// the result is transparent. `transparent`: transparent parts stay so, and new room is transparent. `nil`:
  /// transparent parts stay so where the format can, and new room is white.
  package var background: PictureColour?
  /// `nil`: the format the picture has, where it can be written; see `PictureFormat.kept`.
  package var format: PictureFormat?
  /// 1 to 100; `nil`: the format's usual one. Formats without a quality ignore it.
  package var quality: Int?
  /// Removes EXIF (places and names too), XMP, IPTC and colour profiles. The pixels are sRGB either way.
  package var stripMetadata = true
  /// The quality is lowered until the file is no larger. JPEG, WebP and AVIF only.
  package var maximumBytes: Int?
  /// Whether the picture, as it came, is given a `PictureScore`.
  package var score = false

  package init(
    operations: [PictureOperation] = [], background: PictureColour? = nil, format: PictureFormat? = nil
  ) {
    self.operations = operations
    self.background = background
    self.format = format
  }
}

// MARK: - JSON

extension PictureRecipe {
  package var json: JSONObject {
    var object: JSONObject = [
      "operations": .array(operations.map { .object($0.json) }), "stripMetadata": .boolean(stripMetadata),
      "score": .boolean(score),
    ]
    object["background"] = background.map { .string($0.text) }
    object["format"] = format.map { .string($0.rawValue) }
    object["quality"] = quality.map { .integer(Int64($0)) }
    object["maximumBytes"] = maximumBytes.map { .integer(Int64($0)) }
    return object
  }

  /// - Throws: `Problem` that names the first key that cannot be used; keys that are not known are refused.
  package init(json: JSONObject) throws(Problem) {
    let members = RecipeMembers(json, at: "")
    try members.allow([
      "operations", "background", "format", "quality", "stripMetadata", "maximumBytes", "score",
    ])
    background = try members.colour("background")
    quality = try members.whole("quality", in: 1...100)
    stripMetadata = try members.flag("stripMetadata") ?? true
    maximumBytes = try members.bytes("maximumBytes")
    score = try members.flag("score") ?? false
    if let name = try members.text("format") {
      guard let format = PictureFormat(name), format.isWritable else {
        throw members.problem(
          "format", "“\(name)” is not a format that can be written. Use jpeg, png, webp, tiff or avif.")
      }
      self.format = format
    }
    operations = try PictureOperation.list(members)
  }
}
