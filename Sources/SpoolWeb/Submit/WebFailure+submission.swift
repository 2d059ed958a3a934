import HTTPTypes
import JobModel
import JobProcessing

extension WebFailure {
  /// - Parameter language: of what is said of single fields.
  init(_ refusal: SubmissionRefusal, in language: Language) {
    let status: HTTPResponse.Status =
      switch refusal.kind {
      case .invalid: .unprocessableContent
      case .tooLarge: .contentTooLarge
      case .noRoom: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
      case .notFound: .notFound
      }
    self.init(status, refusal.code, refusal.message)
    guard !refusal.fields.isEmpty else { return }
    members["fields"] = .array(
      refusal.fields.map {
        ["name": .string($0.name), "message": .string($0.message.text(in: language))]
      })
  }
}
