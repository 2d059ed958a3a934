import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The fields of a small form, `application/x-www-form-urlencoded` (URL standard, section 5).
struct FormFields {
  static let longest = 64 << 10
  private var values: [String: String] = [:]

  static func isForm(_ request: Request) -> Bool {
    request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
  }

  static func isMultipart(_ request: Request) -> Bool {
    request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") ?? false
  }

  init(_ body: ByteBuffer) {
    for field in String(buffer: body).split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        String($0).replacing("+", with: " ").removingPercentEncoding ?? ""
      }
      if parts.count == 2, values[parts[0]] == nil { values[parts[0]] = parts[1] }
    }
  }

  subscript(name: String) -> String? { values[name] }
}
