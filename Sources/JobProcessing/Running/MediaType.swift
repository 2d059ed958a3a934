/// Media types of the files that steps make, by extension, where the step does not say.
enum MediaType {
  private static let byExtension = [
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
    "tif": "image/tiff", "tiff": "image/tiff", "avif": "image/avif", "heic": "image/heic", "svg": "image/svg+xml",
    "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "mp3": "audio/mpeg", "wav": "audio/wav",
    "txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "json": "application/json",
    "html": "text/html", "xml": "application/xml", "pdf": "application/pdf", "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]

  static func ofExtension(_ name: String) -> String {
    byExtension[name.lowercased()] ?? "application/octet-stream"
  }
}
