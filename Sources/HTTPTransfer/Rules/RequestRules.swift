import JobModel

/// What a request may be before any of it is sent.
enum RequestRules {
  /// - Throws: `badRequest` where the method or a header would end its line and begin another, or would contradict what
  ///   this package sets.
  static func check(_ request: HTTPRequest) throws(HTTPError) {
    guard isToken(request.method) else { throw bad("its method is not a word") }
    for header in request.headers {
      guard isToken(header.name) else { throw bad("it has a header whose name is not a word") }
      guard !header.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
        throw bad("the value of its header \(header.name) holds a line break or another control character")
      }
      guard !header.isNamed("content-length"), !header.isNamed("transfer-encoding") else {
        throw bad("the header \(header.name) is set from its body")
      }
    }
    guard case .multipart(let parts) = request.body else { return }
    for part in parts { try check(part) }
  }

  private static func check(_ part: MultipartPart) throws(HTTPError) {
    for text in [part.name, part.fileName ?? "", part.mediaType ?? ""]
    where text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw bad("the name or the type of a part holds a control character")
    }
  }

  /// RFC 9110 section 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: marks.contains($0)
        }
      }
  }

  private static let marks = Array("!#$%&'*+-.^_`|~".utf8)

  private static func bad(_ reason: Message) -> HTTPError {
    HTTPError(.badRequest, wasSent: false, message: "The request cannot be sent: \(reason).")
  }
}
