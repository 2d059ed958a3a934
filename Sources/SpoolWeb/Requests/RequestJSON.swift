import HTTPTypes
package import Hummingbird
package import JobModel
import NIOCore

extension Request {
  /// The JSON object that a request carries.
  ///
  /// - Parameter bytes: more than this is refused.
  /// - Returns: no members where the body is empty.
  /// - Throws: `WebFailure` where it is too large or no object.
  package func jsonObject(atMost bytes: Int = 1 << 20) async throws -> JSONObject {
    let buffer: ByteBuffer
    do {
      buffer = try await body.collect(upTo: bytes)
    } catch is NIOTooManyBytesError {
      throw WebFailure(.contentTooLarge, "too-large", "The request is larger than \(bytes >> 10) KiB.")
    }
    if buffer.readableBytes == 0 { return JSONObject() }
    guard let object = (try? JSONReader.read(Array(buffer.readableBytesView)))?.object else {
      throw WebFailure(.badRequest, "bad-json", "The request must carry a JSON object.")
    }
    return object
  }
}

extension JSONObject {
  /// A whole number of a request.
  ///
  /// - Returns: `nil` where it is left out or null.
  /// - Throws: `WebFailure` where it is anything else, or out of range.
  package func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = self[name], value != .null else { return nil }
    guard let number = value.integer, range.contains(number) else {
      throw WebFailure.badValue(
        name, "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// A text of a request, with the same rules.
  package func text(_ name: String) throws -> String? {
    guard let value = self[name], value != .null else { return nil }
    guard let text = value.string else { throw WebFailure.badValue(name, "'\(name)' must be a text.") }
    return text
  }

  /// A yes or no of a request, with the same rules.
  package func flag(_ name: String) throws -> Bool? {
    guard let value = self[name], value != .null else { return nil }
    guard let flag = value.boolean else { throw WebFailure.badValue(name, "'\(name)' must be true or false.") }
    return flag
  }
}
