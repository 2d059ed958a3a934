/// What an answer tells of its service's limits in `x-ratelimit-…` headers.
///
/// Source: the headers that OpenAI and compatible services send: `x-ratelimit-limit-requests`,
/// `x-ratelimit-remaining-requests`, `x-ratelimit-reset-requests`, and the same with `tokens`.
package struct RateLimitHeaders: Hashable, Sendable {
  /// One limit; what is missing or cannot be read is `nil`.
  package struct Budget: Hashable, Sendable {
    /// As many within the service's period.
    package var limit: Int?
    package var remaining: Int?
    /// The time until the whole limit is there again.
    package var reset: Duration?

    package init(limit: Int? = nil, remaining: Int? = nil, reset: Duration? = nil) {
      self.limit = limit
      self.remaining = remaining
      self.reset = reset
    }
  }

  package var requests: Budget?
  package var tokens: Budget?

  package init(requests: Budget? = nil, tokens: Budget? = nil) {
    self.requests = requests
    self.tokens = tokens
  }

  /// - Parameter headers: an answer's; none of the kind gives `nil` for both.
  package init(_ headers: [HTTPHeader]) {
    requests = Self.budget("requests", headers)
    tokens = Self.budget("tokens", headers)
  }

  private static func budget(_ kind: String, _ headers: [HTTPHeader]) -> Budget? {
    let budget = Budget(
      limit: headers.number("x-ratelimit-limit-\(kind)").map { Int($0) },
      remaining: headers.number("x-ratelimit-remaining-\(kind)").map { Int($0) },
      reset: headers.value("x-ratelimit-reset-\(kind)").flatMap(duration))
    return budget == Budget() ? nil : budget
  }

  /// Reads `1s`, `6m30s`, `20ms`, `1h0m2.5s`, `2d`; a number alone is seconds.
  ///
  /// - Returns: `nil` where it is anything else.
  package static func duration(_ text: String) -> Duration? {
    var rest = Substring(text)
    var total = 0.0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), let seconds = unitSeconds[unit.lowercased()] else { return nil }
      total += number * seconds
    }
    return total <= 1e15 ? .seconds(total) : nil
  }

  private static let unitSeconds: [String: Double] = [
    "": 1, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600, "d": 86_400,
  ]
}
