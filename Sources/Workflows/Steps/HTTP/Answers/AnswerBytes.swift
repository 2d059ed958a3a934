import Foundation
import SystemPackage

/// The bytes of an answer: in memory, or a file mapped into it, which takes no memory that the system could not have
/// back.
final class AnswerBytes: Sendable {
  private let data: Data

  init(_ bytes: [UInt8]) {
    data = Data(bytes)
  }

  /// Maps a file. It must not become shorter while this is in use.
  ///
  /// - Throws: what the system says.
  init(mapping path: FilePath) throws {
    data = try Data(contentsOf: URL(fileURLWithPath: path.string), options: .alwaysMapped)
  }

  var count: Int { data.count }

  func withBytes<Value, Problem: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Problem) -> Value
  ) throws(Problem) -> Value {
    let result: Result<Value, Problem> = data.withUnsafeBytes { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in
        Result { () throws(Problem) in try body(bytes) }
      }
    }
    return try result.get()
  }

  /// The first bytes, as text for people: what is not UTF-8 becomes U+FFFD.
  func beginning(_ length: Int) -> String {
    withBytes { String(decoding: $0.prefix(length), as: UTF8.self) }
  }
}
