import Foundation
import JobModel
import SystemPackage

/// Writes what stands in an answer into files, and checks files that were fetched. It blocks.
struct FileMaker {
  let step: String
  let service: String

  /// - Parameter path: must not exist yet.
  /// - Throws: `blocked` where the contents are broken; `transient` where they cannot be written.
  func write(_ content: AnswerHarvester.Inline.Content, of answer: Answer, to path: FilePath) throws(Failure) {
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: [.ownerReadWrite])
      try file.closeAfter {
        switch content {
        case .base64(let value): try decode(value, into: file)
        case .text(let value): try write(value, into: file)
        case .body: try answer.bytes.withBytes { bytes in _ = try file.writeAll(UnsafeRawBufferPointer(bytes)) }
        }
      }
    } catch is Base64Decoder.Problem {
      throw broken("its base64 text is broken or was cut off")
    } catch {
      throw Failure(
        .transient, code: "file-not-written",
        message: "A file of the step '\(step)' could not be written. Check the free space of the disk.",
        detail: "\(error)", service: service)
    }
  }

  private static let pieceLength = 256 << 10

  private func decode(_ value: AnswerValue, into file: FileDescriptor) throws {
    var decoder = Base64Decoder()
    var output: [UInt8] = []
    // A data URL's text begins after its comma.
    var isPrefix: Bool?
    try forEachPiece(of: value) { piece in
      var piece = piece[...]
      if isPrefix == nil { isPrefix = piece.starts(with: "data:".utf8) }
      if isPrefix == true {
        guard let comma = piece.firstIndex(of: UInt8(ascii: ",")) else { return }
        piece = piece[(comma + 1)...]
        isPrefix = false
      }
      try decoder.decode(UnsafeBufferPointer(rebasing: piece), into: &output)
      if output.count >= Self.pieceLength {
        try file.writeAll(output)
        output.removeAll(keepingCapacity: true)
      }
    }
    try decoder.finish(into: &output)
    try file.writeAll(output)
  }

  private func forEachPiece(
    of value: AnswerValue, _ take: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    if case .long(let text) = value {
      try text.forEachPiece { run in
        for start in stride(from: 0, to: run.count, by: Self.pieceLength) {
          try take(UnsafeBufferPointer(rebasing: run[start..<min(start + Self.pieceLength, run.count)]))
        }
      }
    } else {
      try Array(value.shortText.utf8).withUnsafeBufferPointer(take)
    }
  }

  private func write(_ value: AnswerValue, into file: FileDescriptor) throws {
    switch value {
    case .plain, .long: try forEachPiece(of: value) { piece in _ = try file.writeAll(UnsafeRawBufferPointer(piece)) }
    case .array, .object: try file.writeAll(JSONWriter.bytes(of: value.json(textLimit: .max)))
    }
  }

  // MARK: Checking

  /// - Returns: the file as a step gives it.
  /// - Throws: `blocked` for a file that is empty, not what the output wants, or cut off.
  func file(at path: FilePath, for output: String, _ family: OutputRecipe.Family) throws(Failure) -> StepFile {
    let ends: FileEnds
    do {
      ends = try FileEnds(of: path)
    } catch {
      throw Failure(
        .transient, code: "file-unreadable", message: "A file of the step '\(step)' cannot be read again.",
        detail: "\(error)", service: service)
    }
    guard ends.count > 0 else { throw broken("it is empty (0 bytes)") }
    let format = FileFormat(ends.start)
    if let wanted = family.wanted, format.family != wanted {
      throw broken("it is no \(wanted.title) but \(format.kindForPeople)")
    }
    guard ends.isWhole(format) else { throw broken("it was cut off: its end is missing") }
    var file = StepFile(column: output, path: path)
    file.fileExtension = format.fileExtension
    file.mediaType = format.mediaType
    return file
  }

  private func broken(_ what: Message) -> Failure {
    Failure(
      .blocked, code: "file-broken",
      message: "The service '\(service)' gave a file that cannot be used: \(what).", service: service)
  }
}

extension OutputRecipe.Family {
  var wanted: FileFormat.Family? {
    switch self {
    case .image: .image
    case .video: .video
    case .audio: .audio
    case .file: nil
    }
  }
}

extension FileFormat.Family {
  var title: Message {
    switch self {
    case .image: "image"
    case .video: "video"
    case .audio: "audio"
    case .other: "other"
    }
  }
}

extension FileFormat {
  /// As the middle of a sentence.
  var kindForPeople: Message {
    switch mediaType {
    case "text/html": "a web page"
    case "text/plain", "application/json", "application/xml": "a text"
    case Self.unknown.mediaType: "something unknown"
    default: "a file of the type \(mediaType)"
    }
  }
}
