/// A colour of the sRGB space, opaque or fully transparent.
package struct PictureColour: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8
  package var isTransparent: Bool

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
    isTransparent = false
  }

  package static let white = PictureColour(red: 255, green: 255, blue: 255)
  package static let black = PictureColour(red: 0, green: 0, blue: 0)

  /// White that cannot be seen, so that a format without transparency shows white.
  package static let transparent: PictureColour = {
    var colour = PictureColour.white
    colour.isTransparent = true
    return colour
  }()

  /// Reads a colour as people write it: an English or Chinese name, `#rgb`, `#rrggbb` (the `#` may be missing), or
  /// `transparent`, 透明. Case and surrounding spaces do not matter. `nil` for anything else.
  package init?(_ text: String) {
    let word = String(text.lowercased().filter { !$0.isWhitespace })
    if let named = Self.names[word] {
      self = named
    } else if let hexadecimal = Self.hexadecimal(word) {
      self = hexadecimal
    } else {
      return nil
    }
  }

  /// `transparent`, or `#rrggbb`.
  package var text: String {
    if isTransparent { return "transparent" }
    let digits = Array("0123456789abcdef")
    return "#" + String([red, green, blue].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  private static func hexadecimal(_ word: String) -> PictureColour? {
    let digits = word.hasPrefix("#") ? word.dropFirst() : word[...]
    let values = digits.compactMap(\.hexDigitValue).map(UInt8.init)
    guard values.count == digits.count, digits.utf8.count == digits.count else { return nil }
    switch values.count {
    case 3: return PictureColour(red: values[0] * 17, green: values[1] * 17, blue: values[2] * 17)
    case 6:
      return PictureColour(
        red: values[0] << 4 | values[1], green: values[2] << 4 | values[3], blue: values[4] << 4 | values[5])
    default: return nil
    }
  }
}

extension PictureColour {
  private static let names: [String: PictureColour] = {
    var names: [String: PictureColour] = [:]
    for (words, code) in table {
      let colour = code == "transparent" ? PictureColour.transparent : hexadecimal(code)
      for word in words { names[word] = colour }
    }
    return names
  }()

  private static let table: [(words: [String], code: String)] = [
    (["transparent", "none", "透明", "无"], "transparent"),
    (["white", "白色", "白", "纯白", "纯白色"], "#ffffff"),
    (["black", "黑色", "黑"], "#000000"),
    (["grey", "gray", "灰色", "灰"], "#808080"),
    (["lightgrey", "lightgray", "浅灰色", "浅灰"], "#d9d9d9"),
    (["darkgrey", "darkgray", "深灰色", "深灰"], "#404040"),
    (["silver", "银色"], "#c0c0c0"),
    (["red", "红色", "红"], "#e02020"),
    (["pink", "粉色", "粉红", "粉红色"], "#f8c8d4"),
    (["orange", "橙色", "橘色"], "#f59a23"),
    (["yellow", "黄色", "黄"], "#ffd83a"),
    (["gold", "金色"], "#d4af37"),
    (["beige", "米色", "米白", "米白色"], "#f5f0e1"),
    (["cream", "奶油色"], "#fff8e7"),
    (["brown", "棕色", "褐色", "咖啡色"], "#8b5a2b"),
    (["green", "绿色", "绿"], "#2e9e4f"),
    (["lightgreen", "浅绿色", "浅绿"], "#cfeed6"),
    (["cyan", "青色"], "#2ec4c4"),
    (["blue", "蓝色", "蓝"], "#2563eb"),
    (["lightblue", "skyblue", "浅蓝色", "浅蓝", "天蓝色", "天蓝"], "#cfe6fb"),
    (["navy", "深蓝色", "深蓝", "藏青色"], "#14285a"),
    (["purple", "紫色", "紫"], "#7c3aed"),
  ]
}
