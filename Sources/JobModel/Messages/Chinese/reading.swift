extension MessageCatalogue {
  static let reading = #"""

    """#
}
