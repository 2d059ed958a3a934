package import JobModel

/// A row as a page shows it.
package struct PageRow: Hashable, Sendable {
  /// The row in the operator's sheet, from 1.
  package var number: Int
  package var state: ResultState
  /// The first of its cells, by which people know it.
  package var label: String
  package var attempts = 0
  /// Why it failed, or is tried again.
  package var sentence: Message?
  /// When it is tried again.
  package var nextAttempt: Timestamp?
  /// Names of its files, which lie in `files/`.
  package var files: [String] = []

  package init(number: Int, state: ResultState, label: String) {
    self.number = number
    self.state = state
    self.label = label
  }

  /// The first cells with anything in them, shortened: a page is no workbook.
  package static func label(of cells: [CellValue]) -> String {
    let texts = cells.lazy.map(\.displayed).filter { !$0.isEmpty }.prefix(3).map { shortened($0, to: 40) }
    return texts.joined(separator: " · ")
  }

  static func shortened(_ text: String, to characters: Int) -> String {
    let cut = text.prefix(characters)
    return cut.endIndex == text.endIndex ? text : cut + "…"
  }
}

/// A picture that a row made.
package struct PagePicture: Hashable, Sendable {
  package var row: Int
  package var state: ResultState
  package var label: String
  /// Its name in `files/`.
  package var file: String
  /// Names in `thumbnails/`: of it, and of the picture it was made from.
  package var thumbnail: String?
  package var original: String?

  package init(row: Int, state: ResultState, label: String, file: String) {
    self.row = row
    self.state = state
    self.label = label
    self.file = file
  }
}
