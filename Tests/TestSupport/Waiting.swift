/// A condition that did not come about in time.
package struct WaitedInVain: Error, CustomStringConvertible {
  package var description: String

  package init(description: String) {
    self.description = description
  }
}

/// How long a test waits for what must come: so long only where it does not. A machine with two cores that has others'
/// work besides is twenty times as slow as a quiet one.
package let patience = Duration.seconds(120)

/// Looks every 20 ms until something has come about.
///
/// - Parameters:
///   - what: what is waited for, for the message.
///   - body: gives what was waited for, or `nil` while it is not there.
/// - Throws: `WaitedInVain` after `limit`, or what `body` throws.
@discardableResult
package func wait<Value>(
  for what: @autoclosure () -> String, atMost limit: Duration = patience, until body: () async throws -> Value?
) async throws -> Value {
  let end = ContinuousClock.now.advanced(by: limit)
  while true {
    if let value = try await body() { return value }
    guard ContinuousClock.now < end else { throw WaitedInVain(description: "waited \(limit) in vain for \(what())") }
    try await ContinuousClock().sleep(for: .milliseconds(20))
  }
}

/// Looks every 20 ms until a condition holds.
package func wait(
  for what: @autoclosure () -> String, atMost limit: Duration = patience, until condition: () async throws -> Bool
) async throws {
  try await wait(for: what(), atMost: limit) { try await condition() ? () : nil }
}
