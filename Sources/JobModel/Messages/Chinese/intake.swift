extension MessageCatalogue {
  static let intake = #"""

    """#
}
