extension MessageCatalogue {
  static let validation = #"""

    """#
}
