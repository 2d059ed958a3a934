extension MessageCatalogue {
  static let status = #"""

    """#
}
