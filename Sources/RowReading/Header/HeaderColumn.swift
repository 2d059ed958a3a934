package import JobModel

/// A column that a workflow wants in a table.
package struct HeaderColumn: Hashable, Sendable {
  /// All names it goes by, in any language.
  package var names: [String]
  package var isRequired: Bool
  /// What messages call it.
  package var title: Message

  /// - Parameter title: the first of its names by default.
  package init(names: [String], isRequired: Bool, title: Message? = nil) {
    self.names = names
    self.isRequired = isRequired
    self.title = title ?? Message(verbatim: names.first ?? "")
  }
}

/// The row of a table that names its columns.
package struct Header: Hashable, Sendable {
  /// The physical row, from 1.
  package var row: Int
  /// For each wanted column the sheet's column, from 0; `nil` where the table does not have it.
  package var columns: [Int?]
  /// The text of each of the sheet's columns, trimmed; empty ones have no name.
  package var titles: [String]
  /// Columns that nobody asked for; their values are kept.
  package var unknown: [Int]
  /// Columns whose name stands further left already; that one is read.
  package var duplicates: [Int]

  package init(row: Int, columns: [Int?], titles: [String], unknown: [Int] = [], duplicates: [Int] = []) {
    self.row = row
    self.columns = columns
    self.titles = titles
    self.unknown = unknown
    self.duplicates = duplicates
  }
}

/// Why no row is the header.
package struct MissingHeader: Hashable, Sendable {
  /// The row that comes nearest; `nil` where the first rows are empty.
  package var row: Int?
  /// The required columns that it lacks.
  package var missing: [HeaderColumn]
  /// Titles that look like a missing column's name.
  package var suggestions: [Suggestion]

  package struct Suggestion: Hashable, Sendable {
    /// As it stands in the table.
    package var title: String
    /// What the column is called that may be meant, whichever of its names is near.
    package var meant: Message
  }

  /// - Parameter table: the file and sheet, for the sentence.
  package func error(in table: Message) -> ReadingError {
    guard let row else {
      return ReadingError(
        "no-header", "The first \(HeaderFinder.rowsSearched) rows of \(table) are empty: it has no header.")
    }
    let names = Message.list(missing.map { "“\($0.title)”" as Message })
    let lack: Message =
      missing.count == 1
      ? "\(table) lacks the column \(names); the header was looked for in row \(row)."
      : "\(table) lacks the columns \(names); the header was looked for in row \(row)."
    let hints = suggestions.map { "The column “\($0.title)” looks like “\($0.meant)”." as Message }
    return ReadingError("missing-column", .sentences([lack] + hints + ["Add it and drop the file again."]))
  }
}
