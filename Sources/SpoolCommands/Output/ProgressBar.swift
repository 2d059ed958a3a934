import JobModel
import JobProcessing

/// A bar on one line: `[████████        ]  52 %  520 of 1000, 3 failed, 12.5 rows/s, 38 s left`.
enum ProgressBar {
  static func line(for job: JobSummary, _ terminal: Terminal) -> String {
    let share = job.rows.total > 0 ? Double(job.rows.ended) / Double(job.rows.total) : 0
    let percent = String(Int(share * 100))
    let blanks = String(repeating: " ", count: max(0, 3 - percent.count))
    let words = "\(blanks)\(percent) %  \(text(for: job))"
    let room = terminal.width - DisplayWidth.of(words) - 5
    guard room >= 10 else { return DisplayWidth.fit(words, max(10, terminal.width - 1)) }
    let width = min(40, room)
    let full = Int((share * Double(width)).rounded(.down))
    let bar = String(repeating: "█", count: full)
    return "[\(terminal.painted(bar, .green))\(String(repeating: " ", count: width - full))] \(words)"
  }

  static func text(for job: JobSummary) -> String {
    var parts = ["\(job.rows.ended) of \(job.rows.total)"]
    if job.rows.failed > 0 { parts.append("\(job.rows.failed) failed") }
    if let progress = job.progress {
      parts.append(Words.rate(progress.rate))
      if let left = progress.left { parts.append("\(Words.duration(left)) left") }
    }
    if job.state != .running { parts.append(job.state.word) }
    return parts.joined(separator: ", ")
  }
}
