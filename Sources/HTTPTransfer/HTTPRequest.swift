package import SystemPackage

/// One request, and how its answer is taken.
package struct HTTPRequest: Sendable {
  package var method: String
  /// Absolute, `http` or `https`. Anything else is refused.
  package var url: String
  /// Sent in this order. Their values hold no line breaks: such a request is refused.
  package var headers: [HTTPHeader] = []
  package var body = HTTPBody.none
  package var receiver = HTTPReceiver.memory(limit: 1 << 20)
  package var deadlines = HTTPDeadlines()
  package var redirects = HTTPRedirects.refuse
  package var access = HTTPAccess()
  /// Replaced by `•••` in all that comes back: bodies, also those that go to files, headers, and error texts.
  package var secrets: [String] = []
  /// Whether the service may get it twice. Where it may not, no part of this package or of libcurl sends it again by
  /// itself, not even when a kept connection turns out to be closed.
  package var isRepeatable: Bool

  /// - Parameter isRepeatable: `nil`: GET and HEAD are, anything else is not.
  package init(_ method: String, _ url: String, isRepeatable: Bool? = nil) {
    self.method = method
    self.url = url
    self.isRepeatable = isRepeatable ?? (method == "GET" || method == "HEAD")
  }
}

/// A header line. Names are compared without regard to case.
package struct HTTPHeader: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// - Parameter name: in any case; letters of ASCII are compared without regard to it.
  package func isNamed(_ name: String) -> Bool {
    self.name.utf8.elementsEqual(name.utf8) { Self.lower($0) == Self.lower($1) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

/// What a request carries. Files are read while they are sent, never whole.
package enum HTTPBody: Hashable, Sendable {
  case none
  case bytes([UInt8])
  case file(FilePath)
  /// `multipart/form-data`; its own content type is set.
  case multipart([MultipartPart])
}

/// One part of `multipart/form-data`, sent in the given order.
package struct MultipartPart: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case text(String)
    case file(FilePath)
  }

  package var name: String
  package var content: Content
  /// For files: what the service is told the file is called.
  package var fileName: String?
  /// The part's own `Content-Type`; `nil`: none is sent. libcurl would guess by the suffix, and wrongly.
  package var mediaType: String?

  package init(name: String, content: Content, fileName: String? = nil, mediaType: String? = nil) {
    self.name = name
    self.content = content
    self.fileName = fileName
    self.mediaType = mediaType
  }
}

/// Where an answer's body goes. A body longer than its limit, counted after decompression, is `tooLarge`.
package enum HTTPReceiver: Hashable, Sendable {
  case memory(limit: Int)
  case file(FilePath, limit: Int)
  /// Up to 1 MiB in memory, from there on in a new file at this path.
  case memoryOrFile(FilePath, limit: Int)
}

/// How long things may take.
package struct HTTPDeadlines: Hashable, Sendable {
  /// Name, connection and TLS.
  package var connect: Duration = .seconds(10)
  /// The longest silence, both ways, once connected: fewer than 1 byte a second over this time.
  package var idle: Duration = .seconds(60)
  /// From the call to the last byte; `nil`: as long as bytes come.
  package var total: Duration?

  package init() {}
}

/// What happens on 301, 302, 303, 307 and 308.
package enum HTTPRedirects: Hashable, Sendable {
  /// The answer is returned as it is.
  case refuse
  /// Followed for GET and HEAD only. At another origin (scheme, host or port) no header of the request goes along but
  /// `Accept`, `Accept-Language` and `User-Agent`, and no body. Every hop is checked against the request's `access`.
  case follow(most: Int)
}
