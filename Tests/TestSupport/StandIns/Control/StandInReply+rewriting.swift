import JobModel

extension StandInReply {
  mutating func rewriteBytes(_ change: ([UInt8]) -> [UInt8]) {
    pieces = pieces.map { piece in
      switch piece {
      case .bytes(let bytes): .bytes(change(bytes))
      case .event(let bytes): .event(change(bytes))
      case .filler, .pause, .made, .cut: piece
      }
    }
  }

  /// Changes every JSON text in the body; what is no JSON stays as it is.
  mutating func rewriteJSON(_ change: (JSONValue) -> JSONValue) {
    let isStream = isEventStream
    rewriteBytes { bytes in
      if let value = try? JSONReader.read(bytes) { return JSONWriter.bytes(of: change(value)) }
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      let changed = lines.map { line in
        guard line.hasPrefix("data: "), let value = try? JSONReader.read(String(line.dropFirst(6))) else {
          return String(line)
        }
        return "data: " + String(decoding: JSONWriter.bytes(of: change(value)), as: UTF8.self)
      }
      return isStream ? Array(changed.joined(separator: "\n").utf8) : bytes
    }
  }
}

extension JSONValue {
  /// Every value within this one changed, the innermost first.
  func mapped(_ change: (JSONValue) -> JSONValue) -> JSONValue {
    switch self {
    case .array(let values): change(.array(values.map { $0.mapped(change) }))
    case .object(let object): change(.object(JSONObject(object.members.map { ($0.name, $0.value.mapped(change)) })))
    default: change(self)
    }
  }

  func rewritingLink(_ change: (String) -> String) -> JSONValue {
    guard let text = string, text.hasPrefix("http://") || text.hasPrefix("https://") else { return self }
    return .string(change(text))
  }
}
