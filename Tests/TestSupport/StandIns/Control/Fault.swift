import JobModel

/// Something that goes wrong with a request, on order.
///
/// As JSON, every member may be left out and those that are there work together:
///
///     {"status": 429, "headers": {"Retry-After": "1"}, "body": {…}}    the reply itself; or "text", or "html": true
///     {"refusal": "quota", "details": "…"}                             the service's own form of a refusal
///     {"behaviour": "staysRunning"}                                    one of the service's behaviours
///     {"performed": true}                                              the work is done (and paid) before the reply above
///     {"retryAfter": {"seconds": 2}}                                   or "date" (seconds from now), or "milliseconds"
///     {"delay": {"beforeHeaders": 0.5, "inBody": 1}}                   seconds
///     {"cut": "beforeHeaders"}                                         "midBody", "midEvent", "beforeLastEvent"; "reset": true
///     {"damage": ["brokenJSON"]}                                       see `Damage`
struct Fault: Sendable {
  var refusal: ServiceRefusal?
  var details: String?
  var behaviour: String?
  var status: Int?
  var headers: [(name: String, value: String)] = []
  var body: JSONValue?
  var text: String?
  var isPage = false
  var isPerformed = false
  var retryAfter: RetryAfter?
  var delayBeforeHeaders: Duration?
  var delayInBody: Duration?
  var cut: Cut?
  var resets = false
  var damages: [Damage] = []

  enum Cut: String, CaseIterable {
    case beforeHeaders, midBody, midEvent, beforeLastEvent
  }

  enum RetryAfter {
    case seconds(Double)
    case date(Double)
    case milliseconds(Double)
  }

  /// Whether the fault itself says what is answered, so that the service need not be asked.
  var hasReply: Bool { refusal != nil || status != nil || body != nil || text != nil || isPage }
}
