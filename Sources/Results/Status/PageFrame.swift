package import JobModel

/// What all pages have: their words, and how fresh they are.
struct PageFrame {
  let object: [String: Any]

  init(_ freshness: PageFreshness, key: String, _ text: PageText) {
    var object: [String: Any] = [
      "t": text.words, "language": text.language == .english ? "en" : "zh-Hans", "key": key,
      "written": text.time(freshness.written), "zone": LocalTime.zone(at: freshness.written),
      "writtenMilliseconds": String(freshness.written.milliseconds), "isStopped": freshness.isServerStopped,
    ]
    if let next = freshness.nextWithin, !freshness.isServerStopped {
      object["nextSeconds"] = String(Int(next.inSeconds.rounded(.up)))
    }
    object["isLive"] = freshness.nextWithin != nil
    self.object = object
  }
}

/// The bar of a job: a stripe for each state, widths as shares of all rows, and the numbers in words.
package struct PageBar {
  package let object: [String: Any]

  package init(_ counts: PageCounts, _ text: PageText) {
    let states = counts.byState.keys.sorted { $0.rank < $1.rank }
    let stripes = states.filter { $0 != .pending }.map { state in
      [
        "state": state.rawValue, "width": PageText.percent(counts[state], of: counts.total),
        "title": text.title(of: state), "count": PageText.count(counts[state]),
      ]
    }
    var legend = stripes
    if counts[.pending] > 0 {
      legend.append([
        "state": ResultState.pending.rawValue, "title": text.title(of: .pending),
        "count": PageText.count(counts[.pending]),
      ])
    }
    object = [
      "stripes": stripes, "legend": legend, "percent": String(counts.ended * 100 / max(1, counts.total)),
      "words": legend.map { "\($0["title"] ?? "") \($0["count"] ?? "")" }.joined(separator: ", "),
    ]
  }
}

extension ResultState {
  /// Its place in bars and lists.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension JobState {
  /// The look of its badge.
  package var kind: String {
    switch self {
    case .completed: "good"
    case .completedWithFailures, .rejected: "bad"
    case .running, .delivering, .checking, .claiming: "busy"
    case .paused, .onHold, .scheduled, .cancelling: "held"
    case .cancelled, .clearing, .waiting, .pending: "calm"
    }
  }
}
