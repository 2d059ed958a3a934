extension MessageCatalogue {
  static let rows = #"""

    """#
}
