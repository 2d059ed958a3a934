/// What limits are kept for: one key at one endpoint, whichever jobs and workflows use it.
package struct BackEndID: Hashable, Sendable {
  /// The service's name, for people.
  package var service: String
  /// Scheme, host and port of the base URL.
  package var endpoint: String
  /// A digest of the key, or empty; kept in memory only.
  package var key: String

  package init(service: String, endpoint: String, key: String = "") {
    self.service = service
    self.endpoint = endpoint
    self.key = key
  }

  /// Two names for the same endpoint and key are one back end.
  package static func == (left: BackEndID, right: BackEndID) -> Bool {
    left.endpoint == right.endpoint && left.key == right.key
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(endpoint)
    hasher.combine(key)
  }
}
