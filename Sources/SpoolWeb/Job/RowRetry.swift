import JobModel
import JobProcessing
import Results

/// Which rows are to run again, and how.
struct RowRetry {
  var rows: [Int] = []
  /// Rows with a result of this mark.
  var mark: FileMark?
  /// Rows that a list with this filter shows, as far as they have ended.
  var filter: RowQuery?
  /// A preset of the workflow, whose values replace the rows' own.
  var preset: String?
  /// Values that replace the rows' own, and the preset's.
  var values: JSONObject = [:]
  /// Good results are given up, and rows begin with their first step.
  var isAgain: Bool

  private static let mostRows = 100_000

  init(_ body: JSONObject) throws {
    if let value = body["rows"], value != .null {
      rows = value.array?.map { $0.integer ?? 0 } ?? [0]
      guard rows.count <= Self.mostRows, rows.allSatisfy({ $0 > 0 }) else {
        throw WebFailure.badValue("rows", "'rows' must be a list of row numbers, at most \(Self.mostRows).")
      }
    }
    if let word = try body.text("mark") {
      guard let mark = FileMark(rawValue: word) else {
        throw WebFailure.badValue("mark", "'mark' must be good or bad.")
      }
      self.mark = mark
    }
    if let value = body["filter"], value != .null {
      guard let words = value.object else {
        throw WebFailure.badValue("filter", "'filter' must be an object with state, search, mark or media.")
      }
      try words.allow(only: ["state", "search", "mark", "media"])
      filter = try RowQuery(state: words.text("state"), search: words.text("search"), mark: words.text("mark"))
      filter?.hasMedia = try words.flag("media") ?? false
    }
    preset = try body.text("preset")
    if let value = body["values"], value != .null {
      guard let object = value.object else {
        throw WebFailure.badValue("values", "'values' must be an object of new values by column.")
      }
      values = object
    }
    isAgain = try body.flag("again") ?? true
  }
}

extension RowQuery {
  /// A filter as people choose it. Empty words are as good as none.
  ///
  /// - Parameter state: states with commas between.
  /// - Throws: `WebFailure` where a word is not known.
  init(state: String?, search: String?, mark: String?) throws {
    self.init()
    for word in (state ?? "").split(separator: ",") {
      guard let state = ResultState(rawValue: String(word)) else {
        let known = Message.list(ResultState.allCases.map(\.rawValue))
        throw WebFailure.badValue(
          "state", "There is no state '\(String(word.prefix(40)))'. The states are: \(known).")
      }
      states.insert(state)
    }
    self.search = search ?? ""
    guard let mark, !mark.isEmpty else { return }
    guard let filter = MarkFilter(rawValue: mark) else {
      let (name, words) = ("mark", Message.list(MarkFilter.allCases.map(\.rawValue)))
      throw WebFailure.badValue(name, "'\(name)' must be one of: \(words).")
    }
    self.mark = filter
  }
}
