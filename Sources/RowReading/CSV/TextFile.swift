import JobModel

/// A text file with its encoding known: opens streams over it, and tells where a place in it lies.
struct TextFile {
  let file: FileBytes
  let encoding: TextEncoding

  func stream() throws -> TextStream { try TextStream(file, encoding: encoding) }

  /// The line, from 1, that holds the text `offset` bytes of UTF-8 after the start, counted as a text editor does.
  func line(at offset: Int) throws -> Int {
    let stream = try stream()
    var lines = 1
    var place = 0
    var afterReturn = false
    do {
      while place < offset, let chunk = try stream.next() {
        for byte in chunk.prefix(offset - place) {
          if byte == 0x0D || (byte == 0x0A && !afterReturn) { lines += 1 }
          afterReturn = byte == 0x0D
        }
        place += chunk.count
      }
    } catch is TextFault {
      // The fault that is being reported: the lines before it are counted.
    }
    return lines
  }

  /// The sentence for a fault.
  func error(for fault: TextFault) throws -> ReadingError {
    let line = try line(at: fault.offset)
    switch fault.kind {
    case .zeroByte:
      return ReadingError(
        "zero-bytes",
        """
        “\(file.name)” holds zero bytes in line \(line), where text should be. The copy may be damaged or unfinished; \
        save the table again as “CSV UTF-8” and copy it again.
        """)
    case .notDecodable:
      return ReadingError(
        "broken-text",
        """
        “\(file.name)” looks like \(Message(catalogued: encoding.title)), but line \(line) holds a byte that is not. Open the file, look \
        at that line, and save it as “CSV UTF-8”.
        """)
    case .cutOff:
      return ReadingError(
        "cut-off",
        "“\(file.name)” ends in the middle of a character in line \(line): it was cut off. Copy the whole file again.")
    }
  }
}

extension TextFile {
  /// Reads the whole file; the first place where it is no text.
  func firstFault() throws -> TextFault? {
    let stream = try stream()
    do {
      while try stream.next() != nil {}
      return nil
    } catch let fault as TextFault {
      return fault
    }
  }
}
