extension Configuration {
  /// A key with its value in force.
  package struct Entry: Hashable, Sendable {
    package var key: String
    /// As YAML.
    package var value: String
    /// The place it comes from; `nil` where it is the default.
    package var origin: String?
  }

  /// Every key there is, in the order of the documentation. It holds no secrets.
  package var inForce: [Entry] {
    Self.settings.map { Entry(key: $0.key, value: $0.show(self), origin: origins[$0.key]?.description) }
  }
}
