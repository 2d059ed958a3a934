/// Who asks.
package struct Visitor: Hashable, Sendable {
  package enum Role: String, Sendable, CaseIterable {
    /// Submits and steers jobs.
    case `operator`
    /// Also changes presets, limits and what concerns everybody.
    case admin
  }

  /// As jobs name their submitter.
  package var name: String
  package var role: Role

  package init(name: String, role: Role) {
    self.name = name
    self.role = role
  }

  package var isAdmin: Bool { role == .admin }

  /// Nobody who was recognized; sees nothing where a login is needed.
  static let anonymous = Visitor(name: "", role: .operator)
}
