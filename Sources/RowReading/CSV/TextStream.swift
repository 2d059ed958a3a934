import Glibc
import JobModel

/// A file's text as UTF-8, chunk by chunk, without its byte order mark. Decoding is strict: what cannot be decoded
/// ends the stream with its place. A chunk may end inside a character.
///
/// Blocks while it reads; the caller's thread is its own.
final class TextStream {
  private let file: FileBytes
  private let handle: iconv_t?
  private let input: UnsafeMutableRawBufferPointer
  private let output: UnsafeMutableRawBufferPointer
  private var offset = 0
  private var carried = 0
  private var decoded = 0
  private var isFirst = true
  private var isAtEnd = false
  private var fault: TextFault?

  /// - Throws: `ReadingError` (`unknown-encoding`).
  init(_ file: FileBytes, encoding: TextEncoding, chunkBytes: Int = 1 << 16) throws {
    self.file = file
    if encoding == .utf8 {
      handle = nil
    } else {
      guard let opened = TextEncoding.converter(from: encoding.iconvName, to: "UTF-8") else {
        throw ReadingError(
          "unknown-encoding", "“\(encoding.title)” is not an encoding that this machine knows; try utf-8 or gb18030.")
      }
      handle = opened
    }
    input = .allocate(byteCount: max(chunkBytes, 64), alignment: 16)
    // One byte becomes three of UTF-8 at most, but for a few East Asian pairs and combinations that become more.
    output = handle == nil ? .init(start: nil, count: 0) : .allocate(byteCount: input.count * 4, alignment: 16)
  }

  deinit {
    if let handle { iconv_close(handle) }
    input.deallocate()
    output.deallocate()
  }

  /// The next bytes of UTF-8, never empty, valid until the next call; `nil` at the end.
  ///
  /// - Throws: `TextFault` at bytes that are no text, after everything before them; `ReadingError` where the file
  ///   cannot be read.
  func next() throws -> UnsafeRawBufferPointer? {
    while true {
      if let fault { throw fault }
      guard var text = try nextDecoded() else { return nil }
      if isFirst, !text.isEmpty {
        isFirst = false
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = .init(rebasing: text[3...]) }
      }
      text = upToZero(text)
      decoded += text.count
      if !text.isEmpty { return text }
    }
  }

  private func upToZero(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let base = text.baseAddress, let zero = memchr(base, 0, text.count) else { return text }
    let count = UnsafeRawPointer(zero) - base
    fault = TextFault(kind: .zeroByte, offset: decoded + count)
    return .init(rebasing: text[..<count])
  }

  private func nextDecoded() throws -> UnsafeRawBufferPointer? {
    if isAtEnd { return nil }
    let room = UnsafeMutableRawBufferPointer(rebasing: input[carried...])
    let count = try file.read(into: room, at: offset)
    offset += count
    guard let handle else { return count == 0 ? nil : .init(rebasing: input[..<count]) }
    if count == 0 {
      isAtEnd = true
      return try decodeEnd(with: handle)
    }
    return decode(carried + count, with: handle)
  }

  /// Decodes the first `count` bytes of `input`; an unfinished character at their end waits for the next chunk.
  private func decode(_ count: Int, with handle: iconv_t) -> UnsafeRawBufferPointer {
    var source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var left = count
    var free = output.count
    let result = iconv(handle, &source, &left, &target, &free)
    let isBroken = result == -1 && errno != EINVAL
    let made = output.count - free
    if isBroken { fault = TextFault(kind: .notDecodable, offset: decoded + made) }
    input.copyMemory(from: .init(rebasing: UnsafeRawBufferPointer(input)[(count - left)..<count]))
    carried = left
    return .init(rebasing: output[..<made])
  }

  /// What the converter held back for a combining character that did not come.
  private func decodeEnd(with handle: iconv_t) throws -> UnsafeRawBufferPointer {
    guard carried == 0 else { throw TextFault(kind: .cutOff, offset: decoded) }
    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var free = output.count
    guard iconv(handle, nil, nil, &target, &free) != -1 else {
      throw TextFault(kind: .notDecodable, offset: decoded)
    }
    return .init(rebasing: output[..<(output.count - free)])
  }
}

/// A place in a file where its bytes are no text in the encoding they are read in.
struct TextFault: Error, Hashable {
  enum Kind: Hashable {
    case zeroByte
    case notDecodable
    case cutOff
  }

  var kind: Kind
  /// Bytes of UTF-8 before it.
  var offset: Int
}
