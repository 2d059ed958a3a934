import Foundation

/// What stands before the content of a part of a form: its name, and the file's name where it is a file (RFC 7578,
/// section 4.2).
struct PartHeader: Hashable {
  /// The field's name; `nil` where it has none.
  var name: String?
  /// The file's name as it was sent; `nil` for a field.
  var fileName: String?

  init(name: String?, fileName: String? = nil) {
    self.name = name
    self.fileName = fileName
  }

  /// - Parameter lines: header fields, with a line end between them.
  /// - Returns: `nil` where they are none, or folded over lines, which RFC 9112 forbids.
  init?(_ lines: some Collection<UInt8>) {
    for line in String(decoding: lines, as: UTF8.self).split(whereSeparator: { $0 == "\r\n" || $0 == "\n" }) {
      guard let colon = line.firstIndex(of: ":"), line.first != " ", line.first != "\t" else { return nil }
      guard line[..<colon].lowercased() == "content-disposition" else { continue }
      let parameters = HeaderParameters(line[line.index(after: colon)...])
      name = parameters["name"].map(Self.unescaped)
      // RFC 7578 forbids the extended form, and programs send it all the same.
      fileName = parameters["filename*"].flatMap(Self.extended) ?? parameters["filename"].map(Self.unescaped)
    }
  }

  /// Browsers write quotes and line ends so (HTML, "multipart/form-data encoding algorithm"), and nothing else.
  private static func unescaped(_ text: String) -> String {
    text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
  }

  /// `UTF-8''%e5%9b%be.png` (RFC 8187).
  private static func extended(_ text: String) -> String? {
    let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return String(parts[2]).removingPercentEncoding
  }
}

/// The parameters of a header field: `; name="value"; name=value` (RFC 9110, section 5.6.6).
struct HeaderParameters {
  /// The part before the first parameter, in lower case.
  let value: String
  private var parameters: [String: String] = [:]

  init(_ text: some StringProtocol) {
    var pieces: [String] = [""]
    var isQuoted = false
    var characters = Substring(text)[...]
    while let character = characters.popFirst() {
      if character == "\\", isQuoted, let next = characters.first, next == "\"" || next == "\\" {
        pieces[pieces.count - 1].append(next)
        characters.removeFirst()
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == ";", !isQuoted {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    func trimmed(_ text: some StringProtocol) -> String {
      String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    value = trimmed(pieces[0]).lowercased()
    for piece in pieces.dropFirst() {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      let name = trimmed(piece[..<equals]).lowercased()
      if parameters[name] == nil { parameters[name] = trimmed(piece[piece.index(after: equals)...]) }
    }
  }

  subscript(name: String) -> String? { parameters[name] }
}
