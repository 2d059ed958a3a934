import HTTPTransfer
import JobModel
import Synchronization

/// Answers to uploads that serve several rows, such as permissions to upload. Kept in memory only.
final class UploadCache: Sendable {
  private struct Entry: Sendable {
    var answer: AnswerValue
    var until: Duration
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// What makes two requests the same: all of it but its secrets.
  static func key(_ request: HTTPRequest, of access: ServiceAccess) -> String? {
    let headers = request.headers.filter { own in !access.headers.contains { $0.name == own.name } }
    let start =
      "\(access.backEnd.endpoint) \(access.backEnd.key) \(request.method) \(request.url)\n"
      + headers.map { "\($0.name): \($0.value)\n" }.joined()
    switch request.body {
    case .none: return start
    case .bytes(let bytes): return start + String(decoding: bytes, as: UTF8.self)
    case .file, .multipart: return nil
    }
  }

  func answer(_ key: String, at now: Duration) -> AnswerValue? {
    entries.withLock { entries in
      guard let entry = entries[key], entry.until > now else { return nil }
      return entry.answer
    }
  }

  func keep(_ answer: AnswerValue, for key: String, until: Duration, now: Duration) {
    entries.withLock { entries in
      entries = entries.filter { $0.value.until > now }
      entries[key] = Entry(answer: answer, until: until)
    }
  }

  func remove(_ keys: [String]) {
    entries.withLock { entries in
      for key in keys { entries[key] = nil }
    }
  }
}
