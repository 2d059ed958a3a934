import Foundation
import Hummingbird

extension WebContext {
  /// A part of the path, as text.
  ///
  /// - Throws: `WebFailure` where it is not UTF-8.
  func name(_ parameter: String) throws -> String {
    let raw = try parameters.require(parameter)
    guard let name = raw.removingPercentEncoding else { throw AdminBody.mistake("The address is not UTF-8.") }
    return name
  }
}
