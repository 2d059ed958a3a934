extension MessageCatalogue {
  static let fillIn = #"""

    """#
}
