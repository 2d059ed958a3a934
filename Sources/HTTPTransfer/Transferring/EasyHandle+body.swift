internal import CLibCurl
import SystemPackage

extension EasyHandle {
  /// Sets the method and what is sent.
  ///
  /// - Parameter touch: called when some of it is read.
  /// - Returns: what the bytes come from; it must live as long as the transfer.
  /// - Throws: `badRequest` where a file cannot be read.
  func setBody(of hop: Hop, touch: @escaping () -> Void) throws(HTTPError) -> [BodySource] {
    let method = hop.request.method
    switch hop.body {
    case .none:
      try setMethod(method, size: nil)
      return []
    case .bytes(let bytes):
      return [try setBody(source(of: bytes, hop, touch), method)]
    case .file(let path):
      return [try setBody(try source(of: path, hop, touch), method)]
    case .multipart(let parts):
      var sources: [BodySource] = []
      for part in parts {
        switch part.content {
        case .text(let text): sources.append(source(of: Array(text.utf8), hop, touch))
        case .file(let path): sources.append(try source(of: path, hop, touch))
        }
      }
      try setParts(Array(zip(parts, sources)))
      if method != "POST" { try set(CURLOPT_CUSTOMREQUEST, method) }
      return sources
    }
  }

  private func setBody(_ source: BodySource, _ method: String) throws(HTTPError) -> BodySource {
    try setMethod(method, size: source.count)
    try TransferCallbacks.install(source, on: self)
    return source
  }

  private func source(of bytes: [UInt8], _ hop: Hop, _ touch: @escaping () -> Void) -> BodySource {
    BodySource(bytes, canGoBack: hop.request.isRepeatable, touch: touch)
  }

  private func source(
    of file: FilePath, _ hop: Hop, _ touch: @escaping () -> Void
  ) throws(HTTPError) -> BodySource {
    try BodySource(file: file, canGoBack: hop.request.isRepeatable, touch: touch)
  }

  /// - Parameter size: of the body; `nil`: there is none.
  private func setMethod(_ method: String, size: Int?) throws(HTTPError) {
    switch (method, size) {
    case ("GET", nil): try set(CURLOPT_HTTPGET, 1)
    case ("HEAD", _): try set(CURLOPT_NOBODY, 1)
    case ("POST", _), ("PUT", _), ("PATCH", _), (_, .some):
      try set(CURLOPT_POST, 1)
      if let size, size > 0 { try setSize(CURLOPT_POSTFIELDSIZE_LARGE, size) } else { try setEmptyBody() }
      if method != "POST" { try set(CURLOPT_CUSTOMREQUEST, method) }
    default:
      try set(CURLOPT_HTTPGET, 1)
      try set(CURLOPT_CUSTOMREQUEST, method)
    }
  }
}
