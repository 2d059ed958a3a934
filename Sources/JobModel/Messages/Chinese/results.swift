extension MessageCatalogue {
  static let results = #"""

    """#
}
