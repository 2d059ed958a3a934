import Glibc

/// The type of a cell (ECMA-376 part 1, 18.18.11), as its attribute `t` says.
enum CellType {
  case number
  case shared
  case formulaText
  case inlineText
  case boolean
  case error
  case isoDate

  init(_ name: UnsafeBufferPointer<UInt8>) {
    func matches(_ literal: StaticString) -> Bool {
      guard let start = name.baseAddress, name.count == literal.utf8CodeUnitCount else { return false }
      return memcmp(start, literal.utf8Start, name.count) == 0
    }
    // One letter each, and nearly all there are.
    if name.count == 1, let letter = name.first {
      switch letter {
      case UInt8(ascii: "s"): self = .shared
      case UInt8(ascii: "b"): self = .boolean
      case UInt8(ascii: "e"): self = .error
      case UInt8(ascii: "d"): self = .isoDate
      default: self = .number
      }
    } else if matches("str") {
      self = .formulaText
    } else if matches("inlineStr") {
      self = .inlineText
    } else {
      self = .number
    }
  }

  var isText: Bool { self == .formulaText || self == .inlineText }

  var kind: CellRecord.Kind {
    switch self {
    case .number: .number
    case .shared: .sharedText
    case .formulaText, .inlineText: .text
    case .boolean: .boolean
    case .error: .error
    case .isoDate: .isoDate
    }
  }
}
