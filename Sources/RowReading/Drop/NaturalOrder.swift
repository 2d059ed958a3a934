/// The order in which people expect numbered names: `2.jpg` before `10.jpg`.
package enum NaturalOrder {
  /// Whether `left` comes before `right`: runs of digits by their value, everything else by its key without regard to
  /// letter case; equal names by their bytes, so that the order is total.
  package static func precedes(_ left: FileName, _ right: FileName) -> Bool {
    let (a, b) = (pieces(of: left), pieces(of: right))
    for (x, y) in zip(a, b) where x != y { return x.precedes(y) }
    if a.count != b.count { return a.count < b.count }
    return left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  package static func sorted<Element>(_ elements: [Element], by name: (Element) -> FileName) -> [Element] {
    let keyed = elements.map { (element: $0, name: name($0), pieces: pieces(of: name($0))) }
    return keyed.sorted { left, right in
      for (x, y) in zip(left.pieces, right.pieces) where x != y { return x.precedes(y) }
      if left.pieces.count != right.pieces.count { return left.pieces.count < right.pieces.count }
      return left.name.bytes.lexicographicallyPrecedes(right.name.bytes)
    }.map(\.element)
  }

  /// A stretch of a name.
  private enum Piece: Equatable {
    /// The end of a folder's name: what lies in `a/` stands before what lies in `a b/`.
    case separator
    /// Digits without leading zeros: the longer is the larger, of any length.
    case number([UInt8])
    case text(String)

    private var rank: Int {
      switch self {
      case .separator: 0
      case .number: 1
      case .text: 2
      }
    }

    func precedes(_ other: Piece) -> Bool {
      switch (self, other) {
      case (.number(let a), .number(let b)):
        a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
      case (.text(let a), .text(let b)): a < b
      default: rank < other.rank
      }
    }
  }

  private static func pieces(of name: FileName) -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    var digits: [UInt8]?
    func flush() {
      if let found = digits { pieces.append(.number(Array(found.drop { $0 == 0x30 }))) }
      if !text.isEmpty { pieces.append(.text(text)) }
      (digits, text) = (nil, "")
    }
    for character in name.key {
      if let digit = character.asciiValue, (0x30...0x39).contains(digit) {
        if digits == nil { flush() }
        digits = (digits ?? []) + [digit]
      } else {
        if digits != nil || character == "/" { flush() }
        if character == "/" { pieces.append(.separator) } else { text.append(character) }
      }
    }
    flush()
    return pieces
  }
}
