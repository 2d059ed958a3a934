extension MessageCatalogue {
  static let services = #"""

    """#
}
