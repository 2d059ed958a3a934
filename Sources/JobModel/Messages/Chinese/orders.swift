extension MessageCatalogue {
  static let orders = #"""

    """#
}
