extension MessageCatalogue {
  static let share = #"""

    """#
}
