import HTTPTypes
import JobModel

/// Reads what a request wants done.
enum OrderRequest {
  /// What a `retry` may say besides.
  static let choices: Set = ["rows", "values", "unknownToo"]
  /// What can be changed of a job.
  static let settings: Set = ["priority", "concurrency", "maxCost"]

  /// - Parameters:
  ///   - word: a verb; `start` is the `resume` of a job that waits.
  ///   - body: for `retry`: `choices`.
  static func order(_ word: String, _ body: JSONObject, by visitor: String) throws -> Order {
    guard let verb = word == "start" ? .resume : Order.Verb(rawValue: word) else {
      let verbs = Message.list(Order.Verb.allCases.map(\.rawValue))
      throw WebFailure.badValue("verb", "'verb' must be one of: \(verbs).")
    }
    var order = Order(verb, job: nil, by: visitor)
    guard verb == .retry else { return order }
    order.rows = try rows(body)
    order.unknownToo = try body.flag("unknownToo")
    if let values = body["values"], values != .null {
      guard let values = values.object else {
        throw WebFailure.badValue("values", "'values' must be an object of new values by column.")
      }
      order.values = values.isEmpty ? nil : values
    }
    return order
  }

  private static let mostRows = 100_000

  private static func rows(_ body: JSONObject) throws -> RowRanges? {
    guard let value = body["rows"], value != .null else { return nil }
    let rows = value.array?.map { $0.integer ?? 0 } ?? []
    guard !rows.isEmpty, rows.count <= mostRows, rows.allSatisfy({ $0 > 0 }) else {
      throw WebFailure.badValue("rows", "'rows' must be a list of row numbers, at most \(mostRows).")
    }
    return RowRanges(Set(rows).sorted())
  }

  /// Priority, concurrency and cost ceiling, within the bounds that tickets have.
  static func set(_ body: JSONObject, by visitor: String) throws -> Order {
    var order = Order(.set, job: nil, by: visitor)
    order.priority = try body.number("priority", in: 1...9)
    order.concurrency = try body.number("concurrency", in: 1...10_000)
    if let value = body["maxCost"], value != .null {
      guard let amount = value.number, amount.isFinite, amount >= 0 else {
        throw WebFailure.badValue("maxCost", "'maxCost' must be an amount of money such as 20.")
      }
      order.maxCost = amount
    }
    guard order.priority != nil || order.concurrency != nil || order.maxCost != nil else {
      throw WebFailure.badValue("priority", "Name what is to be changed: 'priority', 'concurrency' or 'maxCost'.")
    }
    return order
  }
}
