import JobModel
import Synchronization

/// The faults that are in force, in the order in which they were told.
final class FaultBook: Sendable {
  fileprivate struct Entry: Sendable {
    var service: String
    var method: String?
    var path: String
    /// Only requests whose texts hold this.
    var marker: String?
    /// Requests that are let through first.
    var after: Int
    /// Requests that it befalls; `nil` for all.
    var times: Int?
    var fault: Fault
  }

  private let entries = Mutex<[Entry]>([])

  /// - Parameter json: `{"service", "path", "method", "marker", "after", "times", "fault"}`.
  func add(_ json: JSONValue, services: [any StandInService]) throws {
    guard let name = json["service"]?.string, let service = services.first(where: { $0.name == name }) else {
      throw ControlFailure("there is no service '\(json["service"]?.plainText ?? "")'")
    }
    let fault = try Fault(json["fault"])
    if let behaviour = fault.behaviour, !service.behaviours.contains(behaviour) {
      let known = service.behaviours.sorted().joined(separator: ", ")
      throw ControlFailure("\(name) has no behaviour '\(behaviour)': \(known)")
    }
    let entry = Entry(
      service: name, method: json["method"]?.string, path: json["path"]?.string ?? "*",
      marker: json["marker"]?.string, after: json["after"]?.integer ?? 0, times: json["times"]?.integer, fault: fault)
    entries.withLock { $0.append(entry) }
  }

  /// The first fault that befalls a request; it is used up by that.
  func take(service: String, method: String, path: String, texts: [String]) -> Fault? {
    entries.withLock { entries in
      for index in entries.indices where entries[index].fits(service, method, path, texts) {
        if entries[index].after > 0 {
          entries[index].after -= 1
          continue
        }
        if let times = entries[index].times {
          guard times > 0 else { continue }
          entries[index].times = times - 1
        }
        return entries[index].fault
      }
      return nil
    }
  }

  func reset() { entries.withLock { $0.removeAll() } }
}

extension FaultBook.Entry {
  fileprivate func fits(_ service: String, _ method: String, _ path: String, _ texts: [String]) -> Bool {
    guard service == self.service, self.method == nil || method == self.method, PathPattern(self.path).fits(path) else {
      return false
    }
    guard let marker else { return true }
    return texts.contains { $0.contains(marker) }
  }
}

/// A path in which `*` stands for any text.
struct PathPattern {
  private let pieces: [Substring]

  init(_ pattern: String) {
    pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
  }

  func fits(_ path: String) -> Bool {
    guard let first = pieces.first, let last = pieces.last else { return false }
    guard pieces.count > 1 else { return path == first }
    guard path.hasPrefix(first), path.dropFirst(first.count).hasSuffix(last) else { return false }
    var rest = path.dropFirst(first.count).dropLast(last.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
