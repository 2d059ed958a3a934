import Foundation

/// Links to stored results, in the manner of object storage: signed, and good until a time.
package enum StorageLink {
  /// The same link past its time.
  package static func expired(_ link: String) -> String {
    guard let start = link.range(of: "Expires=")?.upperBound else { return link + "?Expires=1" }
    return link[..<start] + "1" + link[start...].drop { $0.isNumber }
  }

  /// The same place under another host name.
  package static func onOtherHost(_ link: String) -> String {
    link.replacing("://127.0.0.1", with: "://localhost", maxReplacements: 1)
  }
}
