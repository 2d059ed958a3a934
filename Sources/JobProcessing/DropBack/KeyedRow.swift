import JobModel

/// What a reading child says of a row of a results workbook: which row of which earlier job it was.
///
/// One JSON line each, in `tmp/<job>/keyed.jsonl`. The child cannot see earlier jobs; the server resolves the keys.
struct KeyedRow: Hashable {
  static let file = "keyed.jsonl"

  /// In the new job.
  var row: Int
  /// Empty where the row has none.
  var key: String
  /// It is marked to run again.
  var isMarked = false

  var json: JSONObject {
    var object: JSONObject = ["row": .integer(Int64(row)), "key": .string(key)]
    if isMarked { object["again"] = .boolean(true) }
    return object
  }

  init(row: Int, key: String, isMarked: Bool = false) {
    self.row = row
    self.key = key
    self.isMarked = isMarked
  }

  init?(json: JSONObject) {
    guard let row = json["row"]?.integer, let key = json["key"]?.string else { return nil }
    self.init(row: row, key: key, isMarked: json["again"]?.boolean ?? false)
  }
}

/// A file that a cell names and the drop does not hold: an earlier job may have it. It stands in the place of the path
/// among a row's values until the server has found it.
enum EarlierFile {
  private static let prefix = "earlier:/"

  static func value(for text: String) -> String { prefix + text }

  /// The text of the cell; `nil` for any other value.
  static func text(of value: JSONValue) -> String? {
    guard let text = value.string, text.hasPrefix(prefix) else { return nil }
    return String(text.dropFirst(prefix.count))
  }
}
