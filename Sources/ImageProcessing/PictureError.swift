package import JobModel

/// Why a picture could not be worked on. The failure's sentence names the picture, never a folder.
package struct PictureError: Error, Hashable {
  package var failure: Failure

  init(_ class: Failure.Class, _ code: String, _ message: Message, detail: String? = nil) {
    failure = Failure(`class`, code: code, message: message, detail: detail)
  }

  init(_ failure: Failure) {
    self.failure = failure
  }

  /// The code of failures that are nobody's fault but the program's: the child that met one ends.
  package static let internalCode = "picture-internal"
}
