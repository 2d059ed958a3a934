/// A column of the results sheet.
enum SheetColumn: Hashable {
  /// The operator's n-th.
  case input(Int)
  case status
  /// What people think of the results.
  case mark
  case output(ResultColumn)
  case thumbnail(ResultColumn)
  case row
  case attempts
  case seconds
  case cost
  /// The earlier job whose outcome the row has.
  case carried
  case error
  /// Hidden; the last.
  case key

  /// Excel's limit ("Excel specifications and limits").
  static let maximumColumns = 16_384

  /// The operator's columns, then ours. Of too many columns the operator's last ones are left out.
  static func all(of table: ResultsTable) -> [SheetColumn] {
    var ours: [SheetColumn] = [.status] + (table.showsMarks ? [.mark] : [])
    for column in table.resultColumns {
      if column.kind == .picture { ours.append(.thumbnail(column)) }
      ours.append(.output(column))
    }
    ours += [.row, .attempts, .seconds] + (table.showsCosts ? [.cost] : [])
    ours += (table.showsCarried ? [.carried] : []) + [.error, .key]
    let room = max(0, maximumColumns - ours.count)
    return table.headers.indices.prefix(room).map { .input($0) } + ours
  }

  func header(in table: ResultsTable, _ text: ResultsText) -> String {
    switch self {
    case .input(let index): table.headers[index]
    case .status: text.status
    case .mark: text.mark
    case .output(let column): column.title
    case .thumbnail(let column): text.preview(of: column.title)
    case .row: text.row
    case .attempts: text.attempts
    case .seconds: text.seconds
    case .cost: text.cost(table.currency)
    case .carried: text.carried
    case .error: text.error
    case .key: ResultsText.keyHeader
    }
  }

  var isOurs: Bool {
    if case .input = self { false } else { true }
  }
}
