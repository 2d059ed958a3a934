import Foundation

/// The head of a request, read without a library.
struct RawRequestHead: Sendable {
  var method: String
  var path: String
  var query: [String: String] = [:]
  var headers: [(name: String, value: String)] = []

  /// - Returns: `nil` where the first line is not one of HTTP.
  init?(_ text: String) {
    let lines = text.split(separator: "\r\n")
    guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
    method = String(words[0])
    let parts = words[1].split(separator: "?", maxSplits: 1)
    path = parts.first.map(String.init) ?? "/"
    for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? String($0) }
      query[sides[0]] = sides.count > 1 ? sides[1] : ""
    }
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers.append((String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " })))
    }
  }

  var call: RecordedCall {
    RecordedCall(
      number: 0, service: "misbehaving", method: method, path: path, query: query,
      headers: headers.map { ($0.name, RecordedCall.shown($0.value, of: $0.name)) }, byteCount: 0, digest: "",
      texts: [], parts: [])
  }
}
