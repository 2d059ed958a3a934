package import JobModel

/// A job's orders, read from its `orders.jsonl`: what they make of the job.
///
/// A line is either an order or `{"applied": <order id>, …}`, which says that its rows have been moved.
package struct JobOrders: Sendable {
  package private(set) var ids: Set<String> = []
  /// No row starts until `resume`.
  package private(set) var isPaused = false
  /// A person started it: its start time and its trial no longer hold it.
  package private(set) var isReleased = false
  package private(set) var isCancelled = false
  package private(set) var concurrency: Int?
  package private(set) var priority: Int?
  /// The ceiling of its cost that a person gave it.
  package private(set) var maxCost: Double?
  /// When a person last wanted it to go on.
  package private(set) var startedAgainAt: Timestamp?
  /// Orders whose rows may not all have been moved, in the order they came.
  package private(set) var open: [Order] = []

  package init() {}

  package init(lines: [JSONObject]) {
    for line in lines {
      if let id = line["applied"]?.string {
        open.removeAll { $0.id == id }
      } else if let order = Order(json: line) {
        append(order)
      }
    }
  }

  package mutating func append(_ order: Order) {
    guard ids.insert(order.id).inserted else { return }
    switch order.verb {
    case .pause: isPaused = true
    case .resume:
      isPaused = false
      isReleased = isReleased || order.isOnlyTry != true
      maxCost = order.maxCost ?? maxCost
      startedAgainAt = order.at
    case .cancel:
      isCancelled = true
      open.append(order)
    case .retry:
      isCancelled = false
      isPaused = false
      startedAgainAt = order.at
      open.append(order)
    case .set:
      concurrency = order.concurrency ?? concurrency
      priority = order.priority ?? priority
      maxCost = order.maxCost ?? maxCost
    case .results, .clear: break
    }
  }

  package mutating func markApplied(_ id: String) {
    open.removeAll { $0.id == id }
  }
}
