/// One thing that is wrong with the configuration.
package struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
  /// `rowspool.yaml, line 3`, an environment variable, or a flag.
  package var place: String
  /// A stable word for the cause: `unknown-key`, `wrong-kind`, `repeated-key`, `not-yaml`, `unreadable`.
  package var code: String
  package var message: String

  package var description: String { "\(place): \(message)" }
}

/// Everything that is wrong with the configuration, found in one reading.
package struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  /// Never empty.
  package var problems: [ConfigurationProblem]

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
