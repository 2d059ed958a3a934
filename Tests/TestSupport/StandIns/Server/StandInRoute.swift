/// A method, a pattern of a path and what answers there.
///
/// A segment of a pattern is literal, or `{name}` with literal text around it: `{model}:generateContent`.
package struct StandInRoute: Sendable {
  package typealias Handler = @Sendable (StandInRequest) async throws -> StandInReply

  package let method: String
  package let pattern: String
  package let handler: Handler

  package init(_ method: String, _ pattern: String, handler: @escaping Handler) {
    self.method = method
    self.pattern = pattern
    self.handler = handler
  }

  /// What the pattern takes from a path; `nil` where it does not fit.
  package func parameters(of path: String) -> [String: String]? {
    let wanted = pattern.split(separator: "/", omittingEmptySubsequences: true)
    let given = path.split(separator: "/", omittingEmptySubsequences: true)
    guard wanted.count == given.count else { return nil }
    var parameters: [String: String] = [:]
    for (wanted, given) in zip(wanted, given) {
      guard let opening = wanted.firstIndex(of: "{"), let closing = wanted.firstIndex(of: "}") else {
        guard wanted == given else { return nil }
        continue
      }
      let (before, after) = (wanted[..<opening], wanted[wanted.index(after: closing)...])
      guard given.count > before.count + after.count, given.hasPrefix(before), given.hasSuffix(after) else {
        return nil
      }
      let name = wanted[wanted.index(after: opening)..<closing]
      parameters[String(name)] = String(given.dropFirst(before.count).dropLast(after.count))
    }
    return parameters
  }
}
