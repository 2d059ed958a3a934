package import Foundation

/// Dates as HTTP headers write them (RFC 9110, section 5.6.7).
package enum HTTPDate {
  /// Like `Sun, 06 Nov 1994 08:49:37 GMT`.
  package static func text(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.string(from: date)
  }
}
