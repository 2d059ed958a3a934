/// Looks for a document type declaration in what stands before the root element, in UTF-8 and UTF-16.
///
/// Zero bytes are passed over, which makes the markup of both byte orders of UTF-16 read like ASCII.
struct PrologScanner {
  private enum State {
    case between
    case open  // <
    case instruction  // <? … ?>
    case instructionEnd
    case declaration  // <!
    case commentStart  // <!-
    case comment
    case commentDash
    case commentEnd
    case done
  }

  private var state = State.between

  /// - Returns: `false` as soon as there is a `<!` that starts no comment.
  mutating func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if case .done = state { return true }
    for byte in bytes where byte != 0 {
      switch (state, byte) {
      case (.between, UInt8(ascii: "<")): state = .open
      case (.between, _): break
      case (.open, UInt8(ascii: "?")): state = .instruction
      case (.open, UInt8(ascii: "!")): state = .declaration
      case (.open, _), (.done, _):
        state = .done
        return true
      case (.instruction, UInt8(ascii: "?")), (.instructionEnd, UInt8(ascii: "?")): state = .instructionEnd
      case (.instructionEnd, UInt8(ascii: ">")): state = .between
      case (.instruction, _), (.instructionEnd, _): state = .instruction
      case (.declaration, UInt8(ascii: "-")): state = .commentStart
      case (.declaration, _): return false
      case (.commentStart, UInt8(ascii: "-")): state = .comment
      case (.commentStart, _): return false
      case (.comment, UInt8(ascii: "-")): state = .commentDash
      case (.commentDash, UInt8(ascii: "-")), (.commentEnd, UInt8(ascii: "-")): state = .commentEnd
      case (.commentEnd, UInt8(ascii: ">")): state = .between
      case (.comment, _), (.commentDash, _), (.commentEnd, _): state = .comment
      }
    }
    return true
  }
}
