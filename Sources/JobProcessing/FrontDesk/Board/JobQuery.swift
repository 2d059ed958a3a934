import Foundation
package import JobModel

/// Which jobs are wanted, in which order, and where to go on.
package struct JobQuery: Hashable, Sendable {
  package enum Sort: String, Sendable, CaseIterable {
    case newest
    case oldest
    case name
    /// The first ones first.
    case priority
    /// Those that want attention first.
    case state
  }

  /// `nil`: all.
  package var states: Set<JobState>?
  package var workflow: String?
  /// Found in the name, the job's id, the workflow or the submitter, whatever the case.
  package var search = ""
  /// Only jobs of this submitter: those that are asked for.
  package var submitter: String?
  /// Only jobs of this submitter: those that may be seen.
  package var only: String?
  package var sort = Sort.newest
  /// Goes on behind this.
  package var after: Cursor?
  package var limit = 50

  package init() {}

  /// Some of the jobs that match.
  package struct Page: Sendable {
    package var items: [JobView]
    /// Of all pages.
    package var total: Int
    package var next: Cursor?
  }

  package func page(of jobs: some Sequence<JobView>) -> Page {
    let words = search.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    let found = jobs.filter { matches($0, words) }
    let keyed = found.map { (key: Cursor($0, sort), job: $0) }
    let left = after.map { after in keyed.filter { after < $0.key } } ?? keyed
    let shown = left.sorted { $0.key < $1.key }.prefix(limit)
    return Page(
      items: shown.map(\.job), total: found.count, next: left.count > shown.count ? shown.last?.key : nil)
  }

  private func matches(_ job: JobView, _ words: [String]) -> Bool {
    let summary = job.summary
    if let states, !states.contains(summary.state) { return false }
    if let workflow, summary.workflow != workflow { return false }
    if let submitter, summary.submitter != submitter { return false }
    if let only, summary.submitter != only { return false }
    if words.isEmpty { return true }
    let text = [summary.name, summary.id.text, summary.workflow ?? "", summary.submitter].joined(separator: "\n")
      .lowercased()
    return words.allSatisfy { text.contains($0) }
  }

  /// The place of a job in an order: jobs that come and go elsewhere do not move it.
  package struct Cursor: Hashable, Comparable, Sendable {
    private var sort: Sort
    private var rank: Int
    private var name: String
    private var id: String

    init(_ job: JobView, _ sort: Sort) {
      self.sort = sort
      id = job.id.text
      name = sort == .name ? job.summary.name.lowercased() : ""
      switch sort {
      case .newest, .oldest, .name: rank = 0
      case .priority: rank = job.summary.priority
      case .state: rank = job.summary.state.urgency
      }
    }

    /// Reads what `text` wrote.
    ///
    /// - Returns: `nil` where it is damaged, or of another order.
    package init?(_ text: String, _ sort: Sort) {
      var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
      base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
      guard text.utf8.count < 2000, let data = Data(base64Encoded: base64),
        let parts = String(data: data, encoding: .utf8)?.split(separator: "\n", omittingEmptySubsequences: false),
        parts.count == 4, parts[0] == sort.rawValue, let rank = Int(parts[1]), JobID(String(parts[2])) != nil
      else { return nil }
      (self.sort, self.rank, id, name) = (sort, rank, String(parts[2]), String(parts[3]))
    }

    /// For an address.
    package var text: String {
      Data("\(sort.rawValue)\n\(rank)\n\(id)\n\(name.replacing("\n", with: " "))".utf8).base64EncodedString()
        .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    package static func < (left: Cursor, right: Cursor) -> Bool {
      if left.rank != right.rank { return left.rank < right.rank }
      if left.name != right.name { return left.name < right.name }
      return left.sort == .oldest ? left.id < right.id : left.id > right.id
    }
  }
}

extension JobState {
  /// The smaller, the sooner a person should look.
  fileprivate var urgency: Int {
    let order: [JobState] = [
      .onHold, .running, .cancelling, .delivering, .paused, .checking, .claiming, .waiting, .pending, .scheduled,
      .completedWithFailures, .rejected, .cancelled, .completed, .clearing,
    ]
    return order.firstIndex(of: self) ?? order.count
  }
}
