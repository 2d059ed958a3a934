package import JobModel
package import Results

/// Drops that are no jobs: those that wait in `incoming/`, and those that were given back.
package struct BoardDrops: Hashable, Sendable {
  package var waiting: [IndexPage.Waiting] = []
  package var unshownWaiting = 0
  /// Newest first.
  package var rejected: [IndexPage.Rejected] = []
  package var unshownRejected = 0

  package init() {}

  package func json(in language: Language) -> JSONObject {
    [
      "waiting": .array(
        waiting.map {
          [
            "name": .string($0.name), "reason": .string($0.reason.text(in: language)),
            "since": .string($0.since.description),
          ]
        }),
      "unshownWaiting": .integer(Int64(unshownWaiting)),
      "rejected": .array(
        rejected.map {
          ["name": .string($0.name), "reasons": .string($0.reasons), "at": .string($0.at.description)]
        }),
      "unshownRejected": .integer(Int64(unshownRejected)),
    ]
  }
}
