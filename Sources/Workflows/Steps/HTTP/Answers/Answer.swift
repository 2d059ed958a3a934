import Foundation
import HTTPTransfer
import JobModel
import SystemPackage

/// A service's answer, read as far as it can be.
struct Answer: Sendable {
  var status: Int
  var headers: [HTTPHeader]
  /// Where it came from, after redirects.
  var url: String
  var seconds: Double
  var bytes: AnswerBytes
  /// Where the bytes lie, if they lie in a file.
  var file: FilePath?
  /// `nil` where it is not JSON.
  var tree: AnswerValue?
  /// Why it is not JSON.
  var problem: String?
  /// Texts joined from an event stream.
  var texts: [String: String] = [:]
  /// For event streams: what each pointer finds in the latest event that has it.
  var latest: [JSONPointer: [AnswerValue]]?

  /// Reads the body; it blocks where the body is a file.
  init(_ response: HTTPResponse) throws {
    status = response.status
    headers = response.headers
    url = response.url
    seconds = Double(response.elapsed.wholeMilliseconds) / 1000
    switch response.body {
    case .bytes(let bytes): self.bytes = AnswerBytes(bytes)
    case .file(let path, _):
      bytes = try AnswerBytes(mapping: path)
      file = path
    }
    readTree()
  }

  /// The answer that an event stream amounts to.
  init(status: Int, headers: [HTTPHeader], url: String, seconds: Double, events: EventFold) {
    (self.status, self.headers, self.url, self.seconds) = (status, headers, url, seconds)
    bytes = AnswerBytes(Array(events.lastData.utf8))
    tree = events.last
    texts = events.texts
    latest = events.latest
  }

  private mutating func readTree() {
    // Some services send blank lines for as long as they work, to keep the connection alive.
    let first = bytes.withBytes { bytes in bytes.first { !($0 <= 0x20 || $0 >= 0xBB) } }
    guard let first else {
      problem = "it is empty"
      return
    }
    guard first != UInt8(ascii: "<") else {
      problem = "it is a web page"
      return
    }
    do throws(JSONReader.Failure) {
      tree = try AnswerReader.read(bytes)
    } catch {
      problem = "\(error)"
    }
  }

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Without its parameters, in lower case.
  var mediaType: String? {
    header("Content-Type").map { FoldedText.trim(String($0.prefix { $0 != ";" })).lowercased() }
  }

  var isPage: Bool {
    mediaType == "text/html" || bytes.withBytes { FileFormat(Array($0.prefix(512))).mediaType } == "text/html"
  }

  /// Everything that a pointer finds.
  func values(_ pointer: JSONPointer) -> [AnswerValue] {
    if let latest { return latest[pointer] ?? tree.map { pointer.values(in: $0) } ?? [] }
    return tree.map { pointer.values(in: $0) } ?? []
  }

  /// What the first pointer that finds something finds.
  func values(_ pointers: [JSONPointer]) -> [AnswerValue] {
    for pointer in pointers {
      let found = values(pointer)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The service's name for this exchange, for its support.
  var requestID: String? {
    for name in ["x-request-id", "request-id", "x-amzn-requestid", "cf-ray"] {
      if let value = header(name) { return "\(name) \(value)" }
    }
    return nil
  }

  /// For administrators: status, request id, and the first 500 characters.
  var detail: String {
    let beginning = bytes.beginning(2000).prefix(500)
    let parts = ["status \(status) from \(RequestURL.withoutQuery(url))", requestID, String(beginning)]
    return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
