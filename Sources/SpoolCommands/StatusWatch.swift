import Glibc
import JobModel
import JobProcessing
import Workflows

/// `status --watch`: drawn again each second on a screen, a line for each change elsewhere.
struct StatusWatch {
  let source: StatusSource
  let json: Bool

  /// - Throws: `CommandFailure.someRowsFailed` where everything is finished and some rows failed.
  func run() throws {
    let terminal = Terminal.output
    var drawn = 0
    var last: StatusPicture?
    var pace = RowPace()
    while true {
      var picture = try source.read()
      for index in picture.jobs.indices { pace.refine(&picture.jobs[index]) }
      if json {
        if last.map({ !$0.looksLike(picture) }) ?? true { terminal.line(picture.jsonText) }
      } else if terminal.isScreen {
        drawn = redraw(picture, over: drawn, terminal)
      } else {
        sayChanges(from: last, to: picture, terminal)
      }
      if picture.isFinished {
        if picture.hasFailures { throw CommandFailure.someRowsFailed }
        return
      }
      last = picture
      usleep(1_000_000)
    }
  }

  /// - Returns: how many lines stand there now.
  private func redraw(_ picture: StatusPicture, over drawn: Int, _ terminal: Terminal) -> Int {
    var lines = picture.lines(for: terminal)
    for job in picture.jobs where !job.state.isFinished && job.rows.total > 0 {
      lines.append(ProgressBar.line(for: job, terminal))
    }
    let room = max(3, terminal.height - 1)
    if lines.count > room {
      lines = Array(lines.prefix(room - 1)) + ["… and \(lines.count - room + 1) more lines; make the window higher."]
    }
    // Up to the first line; each one is cleared to its end, and what is left below. A line that is too long for the
    // window must not wrap, or the next step up would not reach the first line.
    let up = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
    let text = lines.map { "\($0)\u{1B}[K\n" }.joined()
    terminal.write("\u{1B}[?7l\(up)\(text)\u{1B}[J\u{1B}[?7h")
    return lines.count
  }

  private func sayChanges(from last: StatusPicture?, to picture: StatusPicture, _ terminal: Terminal) {
    guard let last else {
      for line in picture.lines(for: terminal) { terminal.line(line) }
      return
    }
    for job in picture.jobs {
      let before = last.jobs.first { $0.id == job.id }
      if before?.state == job.state, before?.rows == job.rows { continue }
      terminal.line("\(job.id)  \(job.state.word)  \(job.rowSentence)")
      if let wait = job.wait, wait != before?.wait { terminal.line("\(job.id)  \(wait.sentence)") }
    }
  }
}

extension StatusPicture {
  /// The same but for what changes by the clock alone.
  fileprivate func looksLike(_ other: StatusPicture) -> Bool {
    func still(_ picture: StatusPicture) -> StatusPicture {
      var picture = picture
      for index in picture.jobs.indices { picture.jobs[index].progress = nil }
      for index in picture.backEnds.indices {
        picture.backEnds[index].inFlight = 0
        picture.backEnds[index].waiting = 0
      }
      return picture
    }
    return still(self) == still(other)
  }
}
