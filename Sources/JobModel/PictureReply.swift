/// What a picture child answers: one JSON line for each request, in order.
package enum PictureReply: Hashable, Sendable {
  case probed(PictureFacts)
  case made(MadePicture)
  case failed(Failure)
}

/// What the header of a picture says.
package struct PictureFacts: Hashable, Sendable {
  /// By its contents, not by its name.
  package var format: PictureFormat
  /// As people see it, turned by its EXIF orientation.
  package var size: PixelSize
  /// Pages of a TIFF, frames of an animation, pictures of a HEIC file; 1 otherwise. Only the first is worked on.
  package var pages: Int
  package var hasAlpha: Bool
  /// 1 to 8, as in EXIF; 1 is upright.
  package var orientation: Int

  package init(format: PictureFormat, size: PixelSize, pages: Int = 1, hasAlpha: Bool = false, orientation: Int = 1) {
    self.format = format
    self.size = size
    self.pages = pages
    self.hasAlpha = hasAlpha
    self.orientation = orientation
  }
}

/// A picture that was written.
package struct MadePicture: Hashable, Sendable {
  package var format: PictureFormat
  package var size: PixelSize
  package var bytes: Int
  /// Of the picture as it came, where the recipe asks for it.
  package var score: PictureScore?
  /// What a person should know about the result.
  package var notes: [PictureNote] = []

  package init(format: PictureFormat, size: PixelSize, bytes: Int) {
    self.format = format
    self.size = size
    self.bytes = bytes
  }
}

/// Something that went otherwise than a person may expect, and did not stop the work.
package struct PictureNote: Hashable, Sendable {
  /// A stable word, such as `picture-first-page`.
  package var code: String
  package var message: Message

  package init(code: String, message: Message) {
    self.code = code
    self.message = message
  }
}

// MARK: - JSON

extension PictureReply {
  package var json: JSONObject {
    switch self {
    case .probed(let facts): ["ok": true, "probed": .object(facts.json)]
    case .made(let picture): ["ok": true, "made": .object(picture.json)]
    case .failed(let failure): ["ok": false, "error": .object(failure.json)]
    }
  }

  /// Reads what `json` gives; `nil` for anything else.
  package init?(json: JSONObject) {
    if let facts = json["probed"]?.object.flatMap({ PictureFacts(json: $0) }) {
      self = .probed(facts)
    } else if let picture = json["made"]?.object.flatMap({ MadePicture(json: $0) }) {
      self = .made(picture)
    } else if let failure = json["error"]?.object.flatMap({ Failure(json: $0) }) {
      self = .failed(failure)
    } else {
      return nil
    }
  }
}

extension PictureFacts {
  fileprivate var json: JSONObject {
    [
      "format": .string(format.rawValue), "type": .string(format.mediaType), "width": .integer(Int64(size.width)),
      "height": .integer(Int64(size.height)), "pages": .integer(Int64(pages)), "alpha": .boolean(hasAlpha),
      "orientation": .integer(Int64(orientation)),
    ]
  }

  fileprivate init?(json: JSONObject) {
    guard let format = json["format"]?.string.flatMap(PictureFormat.init(rawValue:)), let size = PixelSize(json: json),
      let pages = json["pages"]?.integer, let hasAlpha = json["alpha"]?.boolean,
      let orientation = json["orientation"]?.integer
    else { return nil }
    self.init(format: format, size: size, pages: pages, hasAlpha: hasAlpha, orientation: orientation)
  }
}

extension MadePicture {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "format": .string(format.rawValue), "type": .string(format.mediaType), "width": .integer(Int64(size.width)),
      "height": .integer(Int64(size.height)), "bytes": .integer(Int64(bytes)),
    ]
    object["score"] = score.map { .object($0.json) }
    if !notes.isEmpty {
      object["notes"] = .array(
        notes.map { note in
          var object: JSONObject = ["code": .string(note.code)]
          object.set("message", note.message)
          return .object(object)
        })
    }
    return object
  }

  fileprivate init?(json: JSONObject) {
    guard let format = json["format"]?.string.flatMap(PictureFormat.init(rawValue:)), let size = PixelSize(json: json),
      let bytes = json["bytes"]?.integer
    else { return nil }
    self.init(format: format, size: size, bytes: bytes)
    score = json["score"]?.object.flatMap { PictureScore(json: $0) }
    notes = (json["notes"]?.array ?? []).compactMap { note in
      guard let code = note.object?["code"]?.string, let message = note.object?.message("message") else { return nil }
      return PictureNote(code: code, message: message)
    }
  }
}

extension PixelSize {
  fileprivate init?(json: JSONObject) {
    guard let width = json["width"]?.integer, let height = json["height"]?.integer else { return nil }
    self.init(width: width, height: height)
  }
}
