/// A job's settings, by their keys in English and Chinese.
package enum SettingKey: String, Sendable, CaseIterable {
  case priority
  case concurrency
  case startAt = "start-at"
  case retries
  case preset
  case trialRows = "trial-rows"
  /// The most the job may cost.
  case costCeiling = "cost-ceiling"
  case badRows = "bad-rows"
  case notify
  /// Who submits.
  case name
  /// The data sheet's name.
  case sheet
  /// The table's name where a drop holds several.
  case table

  /// The key that a person wrote, in either language, without regard to letter case, blanks, hyphens and width.
  package init?(_ text: String) {
    guard let key = Self.byName[TextKey.looseKey(of: text)] else { return nil }
    self = key
  }

  private static let byName: [String: SettingKey] = [
    "priority": .priority, "优先级": .priority,
    "concurrency": .concurrency, "并发": .concurrency, "并发数": .concurrency,
    "startat": .startAt, "start": .startAt, "starttime": .startAt, "开始时间": .startAt,
    "retries": .retries, "retry": .retries, "重试次数": .retries, "重试": .retries,
    "preset": .preset, "预设": .preset,
    "trial": .trialRows, "trialrows": .trialRows, "试跑行数": .trialRows, "试跑": .trialRows,
    "costceiling": .costCeiling, "maxcost": .costCeiling, "费用上限": .costCeiling,
    "badrows": .badRows, "坏行": .badRows,
    "notify": .notify, "通知": .notify,
    "name": .name, "姓名": .name,
    "sheet": .sheet, "工作表": .sheet,
    "table": .table, "表格": .table,
  ]
}

/// The settings that a `Settings` sheet or a `settings.csv` holds: a key in the first used cell of a row, its value in
/// the next cell. Values are as written; what they mean is checked where they are used.
package struct SettingsTable: Hashable, Sendable {
  package var settings: [SettingKey: String] = [:]
  /// Values for input columns, used where a row has none, by the names as written, in the order of the rows.
  package var values: [(name: String, value: String)] { columnValues.map { ($0.name, $0.value) } }
  /// Keys that stand there more than once; the first value counts.
  package var duplicates: [String] = []

  private struct ColumnValue: Hashable, Sendable {
    var name: String
    var value: String
  }
  private var columnValues: [ColumnValue] = []

  /// - Parameter rows: the texts of the rows, as displayed. Rows without a value, and those whose key begins with `#`,
  ///   are passed over, and a header such as `key,value` too.
  package init(rows: [[String]]) {
    var seen: Set<String> = []
    for row in rows {
      let cells = row.drop { $0.trimmingBlanks().isEmpty }
      guard let key = cells.first.map({ String($0.trimmingBlanks()) }), !key.hasPrefix("#") else { continue }
      let value = cells.dropFirst().first.map { String($0.trimmingBlanks()) } ?? ""
      if value.isEmpty || Self.isHeader(key, value) { continue }
      add(key, value, &seen)
    }
  }

  private mutating func add(_ text: String, _ value: String, _ seen: inout Set<String>) {
    let key = SettingKey(text)
    guard seen.insert(key?.rawValue ?? "=" + TextKey.key(of: text)).inserted else {
      duplicates.append(text)
      return
    }
    if let key { settings[key] = value } else { columnValues.append(ColumnValue(name: text, value: value)) }
  }

  /// Such as `key | value`, `设置 | 值`, or both languages in one cell.
  private static func isHeader(_ key: String, _ value: String) -> Bool {
    consists(key, of: ["settings", "setting", "key", "设置项", "设置", "项目", "键"])
      && consists(value, of: ["values", "value", "值", "内容"])
  }

  private static func consists(_ text: String, of words: [String]) -> Bool {
    let key = TextKey.looseKey(of: text)
    let rest = words.reduce(key) { $0.replacing($1, with: "") }
    return !key.isEmpty && rest.allSatisfy { !$0.isLetter && !$0.isNumber }
  }
}
