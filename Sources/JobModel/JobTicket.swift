/// The small text in a job's folder that people copy into `control/` to give an order.
///
/// Its first line says which job it is for, so that a ticket is known whatever it is called, and is never mistaken for
/// a file that somebody wrote. The rest is for people.
package struct JobTicket: Hashable, Sendable {
  package var job: JobID
  /// What follows the first line, where people may have added lines such as `priority: 1`.
  package var lines: [String]

  /// More than any ticket has, notes that people add included. Anything larger is no ticket.
  package static let mostBytes = 16 << 10

  private static let mark = "rowspool ticket:"

  /// The name in `outgoing/<job>/`.
  package static func name(of job: JobID) -> String { "\(job).ticket.txt" }

  package static func firstLine(of job: JobID) -> String { "\(mark) \(job)" }

  /// Reads a text back; `nil` for one that is no ticket.
  package init?(_ text: String) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.first, first.hasPrefix(Self.mark) else { return nil }
    lines.removeFirst()
    let name = first.dropFirst(Self.mark.count).filter { !$0.isWhitespace }
    guard let job = JobID(String(name)) else { return nil }
    self.job = job
    self.lines = lines.map(String.init)
  }
}
