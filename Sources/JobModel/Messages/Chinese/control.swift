extension MessageCatalogue {
  /// What people drop into `control/`, and what they are answered.
  static let control = #"""

    """#
}
