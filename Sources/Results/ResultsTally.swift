import JobModel

/// What is counted while the rows go by. Its size does not grow with them.
struct ResultsTally {
  /// Failures of one cause: one line on the Summary sheet.
  struct Cause {
    var message: Message
    var count: Int
    var firstRows: [Int]
  }

  private static let maximumCauses = 50
  private static let rowsNamed = 8

  private(set) var rows = 0
  private(set) var attempts = 0
  private(set) var seconds = 0.0
  private(set) var rowsWithSeconds = 0
  private(set) var cost = 0.0
  private(set) var files = 0
  private(set) var otherCauses = 0
  private var counts: [ResultState: Int] = [:]
  private var causes: [String: Cause] = [:]

  mutating func add(_ row: ResultRow) {
    rows += 1
    attempts += row.attempts
    files += row.files.count
    cost += row.cost ?? 0
    counts[row.state, default: 0] += 1
    if let time = row.seconds {
      seconds += time
      rowsWithSeconds += 1
    }
    if let failure = row.failure { add(failure, row: row.number) }
  }

  private mutating func add(_ failure: Failure, row: Int) {
    let key = failure.code + "\n" + Self.withoutValues(failure.message.english)
    if causes[key] == nil {
      guard causes.count < Self.maximumCauses else {
        otherCauses += 1
        return
      }
      causes[key] = Cause(message: failure.message, count: 0, firstRows: [])
    }
    causes[key]?.count += 1
    if let named = causes[key]?.firstRows.count, named < Self.rowsNamed { causes[key]?.firstRows.append(row) }
  }

  func count(of state: ResultState) -> Int { counts[state] ?? 0 }

  /// The most frequent first.
  var causesByCount: [Cause] {
    causes.values.sorted { ($0.count, $1.firstRows.first ?? 0) > ($1.count, $0.firstRows.first ?? 0) }
  }

  /// A message without what differs from row to row: numbers, and what stands in quotation marks.
  static func withoutValues(_ message: String) -> String {
    let closing: [Character: Character] = ["“": "”", "\"": "\"", "‘": "’", "「": "」", "《": "》"]
    var result = ""
    var waitingFor: Character?
    for character in message.prefix(500) {
      if let end = waitingFor {
        if character == end { waitingFor = nil }
      } else if let end = closing[character] {
        waitingFor = end
        result.append(character)
      } else if character.isNumber {
        if result.last != "0" { result.append("0") }
      } else {
        result.append(character)
      }
    }
    return result
  }
}
