/// The texts that cells refer to by number, in one block of memory.
final class SharedStrings: XMLHandler {
  /// Where each text ends in `bytes`.
  private let ends: GrowingBuffer<UInt32>
  private let bytes: GrowingBuffer<UInt8>
  private let memoryLimit: Int
  private let tooLarge: ReadingError
  private var isInText = false
  /// The longest text in bytes, and whether one is empty: mostly that saves looking at each.
  private(set) var longest = 0
  private(set) var hasEmpty = false

  /// - Parameters:
  ///   - memory: bytes for texts and their places.
  ///   - tooLarge: thrown where they do not suffice.
  init(memory: Int, tooLarge: ReadingError) {
    bytes = GrowingBuffer(limit: memory)
    ends = GrowingBuffer(limit: memory / MemoryLayout<UInt32>.stride)
    memoryLimit = memory
    self.tooLarge = tooLarge
    super.init(.spreadsheet)
  }

  var count: Int { ends.count }

  /// A text's UTF-8; `nil` where there is none of that number.
  func text(at index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard index >= 0, index < ends.count else { return nil }
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return UnsafeBufferPointer(start: bytes.base + start, count: Int(ends[index]) - start)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    let local = name.local
    if local[0] == UInt8(ascii: "t"), local[1] == 0 {
      isInText = true
    } else if "rPh" ~= name {
      // How to pronounce it, which is not part of the text.
      leaveOut()
    }
  }

  override func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard isInText else { return }
    if !bytes.append(text) || bytes.count + ends.count * MemoryLayout<UInt32>.stride > memoryLimit { fail(tooLarge) }
  }

  override func end(_ name: XMLName) {
    let local = name.local
    if local[0] == UInt8(ascii: "t"), local[1] == 0 {
      isInText = false
    } else if "si" ~= name {
      let start = ends.count == 0 ? 0 : Int(ends[ends.count - 1])
      let length = TextEscapes.decode(bytes.base + start, count: bytes.count - start)
      longest = max(longest, length)
      if length == 0 { hasEmpty = true }
      bytes.shorten(to: start + length)
      if !ends.append(UInt32(bytes.count)) { fail(tooLarge) }
    }
  }
}
