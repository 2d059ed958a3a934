import Foundation
import JobModel

/// A mail of plain text, as a `sendmail` program takes it: RFC 5322, its subject by RFC 2047, its text in base64, so
/// that no line of anybody's becomes a header.
struct MailMessage {
  var from: String
  var to: [String]
  var subject: String
  var text: String
  var at: Timestamp
  /// Unique; a part of the message's id.
  var id = UUID().uuidString.lowercased()

  /// The whole mail, with line feeds at the ends of its lines, as such programs want them.
  var bytes: [UInt8] {
    let host = from.split(separator: "@").last.map(String.init) ?? "localhost"
    let headers = [
      "From: rowspool <\(from)>",
      "To: \(to.joined(separator: ",\n "))",
      "Subject: \(Self.encodedWords(subject))",
      "Date: \(Self.date(at))",
      "Message-ID: <\(id)@\(host)>",
      // So that nobody's holiday answers it (RFC 3834).
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
    ]
    let body = Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    return Array((headers.joined(separator: "\n") + "\n\n" + body + "\n").utf8)
  }

  /// At most 75 characters each (RFC 2047, 2), cut between characters.
  static func encodedWords(_ text: String) -> String {
    var words: [String] = []
    var part = ""
    for character in text {
      let next = character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : character
      if part.utf8.count + String(next).utf8.count > 42 {
        words.append(part)
        part = ""
      }
      part.append(next)
    }
    words.append(part)
    return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\n ")
  }

  /// `Sat, 21 Nov 2026 11:27:22 +0000` (RFC 5322, 3.3).
  static func date(_ time: Timestamp) -> String {
    let utc = TimeZone(secondsFromGMT: 0) ?? .current
    let parts = LocalTime.parts(of: time, in: utc)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = weekdays[((parts.date.daysSinceEpoch % 7) + 7) % 7]
    let clock = LocalTime.text(time, in: utc).suffix(8)
    return "\(weekday), \(parts.date.day) \(months[parts.date.month - 1]) \(parts.date.year) \(clock) +0000"
  }
}
