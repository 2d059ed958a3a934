import Foundation
import JobModel

/// A request to change pictures, with its pictures looked at (`CreateImageEditRequest`).
struct OpenAIEdit {
  var order: OpenAIPictureOrder
  var pictures: [SeenPicture]

  private static let mostBytes = 50_000_000
  private static let mostMaskBytes = 4_000_000
  private static let types = ["image/png", "image/jpeg", "image/webp"]

  /// A form: one file is called `image`, several are each called `image[]`.
  init(_ form: MultipartForm) throws {
    var values = JSONObject()
    for part in form.parts where part.filename == nil { values[part.name] = try Self.value(of: part) }
    for name in ["image", "image[]", "mask"] where values[name] != nil {
      throw OpenAIFailure.invalid(name, "Invalid type for '\(name)': expected a file, but got a string.")
    }
    order = try OpenAIPictureOrder(values, alsoKnown: ["input_fidelity"])
    let files = form.parts.filter { $0.name == "image" || $0.name == "image[]" }
    guard !files.isEmpty else { throw OpenAIFailure.missing("image") }
    guard form.parts(named: "image").count <= 1 else {
      throw OpenAIFailure.invalid(
        "image", "Duplicate parameter: 'image'. Use the array syntax instead e.g. 'image[]=<value>'.",
        code: "duplicate_parameter")
    }
    pictures = try files.map { try Self.picture($0, order: values["model"]?.string ?? "") }
    try checkCount()
    if let mask = form.parts.first(where: { $0.name == "mask" }) { try check(mask: mask) }
    try check(fidelity: values["input_fidelity"]?.string)
  }

  /// A body of JSON, for GPT's models: links with data, or ids of files.
  init(json: JSONValue, files: OpenAIStandIn) throws {
    guard let values = json.object else { throw OpenAIFailure.invalid(nil, "The body is not an object.") }
    order = try OpenAIPictureOrder(values, alsoKnown: ["images", "mask", "input_fidelity"])
    guard let images = values["images"]?.array, !images.isEmpty else { throw OpenAIFailure.missing("images") }
    pictures = try images.map { image in
      if let link = image["image_url"]?.string {
        guard link.utf8.count <= 20_971_520, let picture = SeenPicture(dataURL: link) else {
          throw OpenAIFailure.invalid("images", "The image data you provided does not represent a valid image.")
        }
        return picture
      }
      guard let id = image["file_id"]?.string, let bytes = files.file(id)?.bytes, let picture = SeenPicture(bytes)
      else {
        throw OpenAIFailure.invalid("images", "An image needs an image_url or a file_id that exists.")
      }
      return picture
    }
    try checkCount()
    try check(fidelity: values["input_fidelity"]?.string)
  }

  /// The texts of a form stand for numbers and flags as well.
  private static func value(of part: MultipartForm.Part) throws -> JSONValue {
    switch part.name {
    case "n", "output_compression", "partial_images":
      guard let number = Int64(part.text) else {
        throw OpenAIFailure.invalid(part.name, "Invalid type for '\(part.name)': expected an integer.")
      }
      return .integer(number)
    case "stream": return .boolean(part.text == "true")
    default: return .string(part.text)
    }
  }

  private static func picture(_ part: MultipartForm.Part, order model: String) throws -> SeenPicture {
    let type = part.contentType ?? "application/octet-stream"
    guard types.contains(type) else {
      throw OpenAIFailure.invalid(
        "image",
        """
        Invalid file 'image': unsupported mimetype ('\(type)'). Supported file formats are 'image/jpeg', 'image/png', \
        and 'image/webp'.
        """, code: "unsupported_file_mimetype")
    }
    guard let picture = SeenPicture(part.bytes), picture.format.mediaType == type else {
      throw OpenAIFailure.invalid("image", "Invalid image file or mode for image.", code: "invalid_image_file")
    }
    let limit = model == "dall-e-2" ? mostMaskBytes : mostBytes
    guard part.bytes.count < limit else {
      throw OpenAIFailure.invalid("image", "Invalid image: file too large. Must be less than \(limit / 1_000_000)MB.")
    }
    guard model != "dall-e-2" || (picture.format == .png && picture.width == picture.height) else {
      throw OpenAIFailure.invalid("image", "Uploaded image must be a square PNG.")
    }
    return picture
  }

  private func checkCount() throws {
    guard pictures.count > 16 else { return }
    throw OpenAIFailure.invalid("image", "Invalid 'image': array too long. Expected at most 16.")
  }

  private func check(mask part: MultipartForm.Part) throws {
    guard part.contentType == "image/png", let mask = SeenPicture(part.bytes), mask.format == .png else {
      throw OpenAIFailure.invalid("mask", "Invalid mask image: must be a PNG.", code: "invalid_image_file")
    }
    guard part.bytes.count < Self.mostMaskBytes else {
      throw OpenAIFailure.invalid("mask", "Invalid mask image: file too large. Must be less than 4MB.")
    }
    guard mask.width == pictures[0].width, mask.height == pictures[0].height else {
      throw OpenAIFailure.invalid(
        "mask", "Invalid mask image: the mask must have the same size as the image.", code: "invalid_mask_image_size")
    }
    guard mask.hasAlpha else {
      throw OpenAIFailure.invalid(
        "mask", "Invalid mask image format: the mask needs an alpha channel.", code: "invalid_mask_image_format")
    }
  }

  private func check(fidelity: String?) throws {
    guard let fidelity else { return }
    let good: [String] =
      switch order.model {
      case "gpt-image-1.5": ["high", "low"]
      case "gpt-image-1-mini": ["low"]
      default: []
      }
    guard good.contains(fidelity) else {
      throw OpenAIFailure.invalid("input_fidelity", "'input_fidelity' '\(fidelity)' is not supported by this model.")
    }
  }
}
