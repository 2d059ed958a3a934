import HTTPTransfer
import JobModel

/// What the events of one run say so far. Events go in, what to do comes out; it does nothing itself.
///
/// The wire: `data: {json}` for each event with its kind in `event`; `event: ping` alone keeps the line open. Unknown
/// and repeated events change nothing.
struct DifyStream: Hashable, Sendable {
  enum Decision: Hashable, Sendable {
    /// Read on.
    case none
    /// The service has named the run, or said more about it: to be written down before anything else.
    case identified(DifyRun)
    case ended(DifyEnd)
  }

  private let app: DifyApp
  private(set) var run: DifyRun
  private var answer = ""
  private var files: [JSONValue] = []
  private var prices: [String: Double] = [:]
  private var usage: JSONValue?
  private var pricedNodes: Set<String> = []
  /// The result of a chat's workflow; `message_end` is still to come.
  private var result: DifyResult?

  init(_ app: DifyApp, run: DifyRun) {
    self.app = app
    self.run = run
  }

  mutating func take(_ event: ServerSentEvent) -> Decision {
    guard let object = try? JSONReader.read(event.data).object else { return .none }
    let identified = identify(object)
    let end = take(object, kind: object["event"]?.string ?? event.name ?? "")
    if let end { return .ended(end) }
    return identified ? .identified(run) : .none
  }

  /// The stream has ended. A chat's result counts without `message_end` too.
  func finish() -> DifyEnd? {
    result.map { .result(complete($0)) }
  }

  private mutating func take(_ event: JSONObject, kind: String) -> DifyEnd? {
    switch kind {
    case "workflow_finished": return finished(event)
    case "workflow_paused": return .result(complete(DifyResult(status: .paused)))
    case "error": return .error(DifyErrorEvent(event))
    case "node_finished": addPrice(of: event["data"]?.object ?? [:])
    case "message", "agent_message": answer += event["answer"]?.plainText ?? ""
    case "message_replace": answer = event["answer"]?.plainText ?? ""
    case "message_file": if app.answers, belongsToAnswer(event) { files.append(.object(event)) }
    case "message_end": return messageEnd(event)
    default: break
    }
    return nil
  }

  // MARK: Names

  /// - Returns: whether something new became known.
  private mutating func identify(_ event: JSONObject) -> Bool {
    let before = run
    run.task = run.task ?? Self.name(event["task_id"])
    run.message = run.message ?? Self.name(event["message_id"])
    let isStart = event["event"]?.string == "workflow_started"
    run.run =
      run.run ?? Self.name(event["workflow_run_id"]) ?? (isStart ? Self.name(event["data"]?.object?["id"]) : nil)
    return run != before && run.isNamed
  }

  private static func name(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text.isEmpty ? nil : text
    case .integer(let number): String(number)
    default: nil
    }
  }

  // MARK: Ends

  private mutating func finished(_ event: JSONObject) -> DifyEnd? {
    guard let finished = event["data"]?.object.flatMap(DifyResult.init(data:)), finished.status != .running else {
      return nil
    }
    if app.answers, finished.status == .succeeded || finished.status == .partial {
      result = finished
      return nil
    }
    return .result(complete(finished))
  }

  private mutating func messageEnd(_ event: JSONObject) -> DifyEnd? {
    guard app.answers else { return nil }
    usage = event["metadata"]?.object?["usage"]
    files += event["files"]?.array ?? []
    return .result(complete(result ?? DifyResult(status: .succeeded)))
  }

  private func complete(_ result: DifyResult) -> DifyResult {
    var result = result
    result.files += files
    if app.answers {
      // The workflow's own `answer` is whole where deltas may have been sent twice.
      result.answer = result.outputs["answer"]?.string ?? answer
      result.figures["usage"] = usage
      if result.figures["total_tokens"] == nil { result.figures["total_tokens"] = usage?.object?["total_tokens"] }
    }
    result.prices = pricesOfUsage ?? prices
    return result
  }

  private func belongsToAnswer(_ event: JSONObject) -> Bool {
    (event["belongs_to"]?.string ?? "assistant") == "assistant"
  }

  // MARK: Money

  private mutating func addPrice(of node: JSONObject) {
    guard let price = Self.number(node["execution_metadata"]?.object?["total_price"]), price > 0,
      pricedNodes.insert(node["id"]?.plainText ?? "\(pricedNodes.count)").inserted
    else { return }
    let currency = node["execution_metadata"]?.object?["currency"]?.string ?? ""
    prices[currency, default: 0] += price
  }

  private var pricesOfUsage: [String: Double]? {
    guard let usage = usage?.object, let price = Self.number(usage["total_price"]), price > 0 else { return nil }
    return [usage["currency"]?.string ?? "": price]
  }

  private static func number(_ value: JSONValue?) -> Double? {
    guard let number = value?.number ?? value?.string.flatMap(Double.init), number.isFinite else { return nil }
    return number
  }
}

/// How a run ended, as its events or its record say.
enum DifyEnd: Hashable, Sendable {
  case result(DifyResult)
  /// An `error` event: it stands for an HTTP status that came too late.
  case error(DifyErrorEvent)
}

/// An `error` event, or the body of an answer that is no success: `status`, `code`, `message`.
struct DifyErrorEvent: Hashable, Sendable {
  var status: Int?
  var code: String
  var message: String

  init(_ object: JSONObject) {
    status = object["status"]?.integer ?? object["status"]?.string.flatMap { Int($0) }
    code = object["code"]?.string ?? ""
    message = object["message"]?.string ?? ""
  }
}
