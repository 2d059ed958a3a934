package import JobModel

/// A server-sent event (HTML, section 9.2).
package struct StandInEvent: Sendable {
  package var name: String?
  package var data: String

  package init(name: String? = nil, data: String) {
    self.name = name
    self.data = data
  }

  package init(name: String? = nil, json: JSONValue) {
    self.init(name: name, data: String(decoding: JSONWriter.bytes(of: json), as: UTF8.self))
  }

  package var bytes: [UInt8] {
    let lines = data.split(separator: "\n", omittingEmptySubsequences: false).map { "data: \($0)\n" }
    return Array(((name.map { "event: \($0)\n" } ?? "") + lines.joined() + "\n").utf8)
  }
}
