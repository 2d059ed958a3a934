import JobModel

extension PictureError {
  /// What libvips failed with while it made or wrote a picture, in words.
  ///
  /// - Parameter name: what messages call the picture.
  init(_ error: VipsError, picture name: String) {
    switch error.cause {
    case .noSpace:
      self.init(
        .transient, "no-space", "There is no room left on the disk for the result of “\(name)”.", detail: error.text)
    case .output:
      self.init(
        .transient, "picture-not-written", "The result of “\(name)” could not be written.", detail: error.text)
    case .memory:
      self.init(
        .invalid, "picture-too-large",
        "“\(name)” needs more memory than a picture may use. Make it smaller and try again.", detail: error.text)
    case .truncated:
      self.init(
        .invalid, "picture-truncated",
        "“\(name)” ends too early: part of the picture is missing. Copy or export it again.", detail: error.text)
    case .damaged: self = .damaged(name, detail: error.text)
    case .other:
      self.init(
        .transient, PictureError.internalCode, "Something went wrong inside rowspool while “\(name)” was worked on.",
        detail: error.text)
    }
  }

  static func damaged(_ name: String, detail: String?) -> PictureError {
    PictureError(
      .invalid, "picture-unreadable",
      "“\(name)” is damaged and cannot be read as a picture. Open it in a picture program and save it again.",
      detail: detail)
  }

  var isInternal: Bool { failure.code == Self.internalCode }

  /// Runs calls of libvips; what they fail with is told of the picture `name`.
  static func naming<Value>(
    _ name: String, _ work: () throws(VipsError) -> Value
  ) throws(PictureError) -> Value {
    do throws(VipsError) { return try work() } catch { throw PictureError(error, picture: name) }
  }
}
