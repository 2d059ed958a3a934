/// Names of parts inside a package (ECMA-376 part 2): `xl/worksheets/sheet1.xml`, without a leading slash.
enum PackagePath {
  /// Where a relationship of `source` leads: absolute (`/xl/styles.xml`) or relative to the source's folder.
  static func resolve(_ target: String, from source: String) -> String {
    let target = plain(target)
    var parts = target.hasPrefix("/") ? [] : folder(of: source).split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
      switch part {
      case ".": break
      case "..": if !parts.isEmpty { parts.removeLast() }
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// The part that lists the relationships of `part`: `xl/_rels/workbook.xml.rels`.
  static func relationships(of part: String) -> String {
    let folder = folder(of: part)
    let name = part.dropFirst(folder.isEmpty ? 0 : folder.count + 1)
    return (folder.isEmpty ? "" : folder + "/") + "_rels/" + name + ".rels"
  }

  /// Backslashes and percent signs as some programs write them.
  static func plain(_ name: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "\\") ? UInt8(ascii: "/") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func folder(of part: String) -> Substring {
    part.lastIndex(of: "/").map { part[..<$0] } ?? ""
  }
}
