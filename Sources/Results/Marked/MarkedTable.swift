package import JobModel

/// What a marked-up workbook shows besides rows.
package struct MarkedTable: Sendable {
  /// A required column that the operator's table lacks; it is added at the right.
  package struct MissingColumn: Sendable {
    package var title: String
    package var remark: Message

    package init(title: String, remark: Message) {
      self.title = title
      self.remark = remark
    }
  }

  /// Which rows are handed over.
  package enum Scope: Sendable {
    /// Each stands where it stood.
    case allRows
    /// Only those with something wrong, because there are very many.
    case badRows
    /// Only those with something wrong, because the others are run: whoever drops this workbook runs nothing twice.
    case leftOutRows
  }

  /// The drop's name.
  package var name: String
  package var language: Language
  /// The operator's sheet; `nil` for CSV files.
  package var sheetName: String?
  /// The physical row of the header, from 1.
  package var headerRow: Int
  /// Columns that the operator has used.
  package var width: Int
  package var missing: [MissingColumn] = []
  /// What is wrong with the drop as a whole.
  package var reasons: [Message] = []
  package var scope = Scope.allRows
  /// The operator's Settings sheet, if there is one.
  package var settings: (name: String, rows: [MarkedRow])?
  /// Document properties that are kept, by which a template is known.
  package var properties: [(name: String, value: String)] = []

  package init(name: String, language: Language, sheetName: String?, headerRow: Int, width: Int) {
    self.name = name
    self.language = language
    self.sheetName = sheetName
    self.headerRow = headerRow
    self.width = width
  }
}

/// A row of the operator's, with what is wrong with it.
package struct MarkedRow: Sendable {
  package struct Mark: Sendable {
    /// From 0; `nil` where the whole row is meant.
    package var column: Int?
    /// The column's header.
    package var title: String
    package var fault: Message
    package var suggestion: Message?

    package init(column: Int?, title: String, fault: Message, suggestion: Message? = nil) {
      self.column = column
      self.title = title
      self.fault = fault
      self.suggestion = suggestion
    }

    var remark: Message { .sentences([fault, suggestion].compactMap(\.self)) }
  }

  /// The physical row, from 1.
  package var number: Int
  package var cells: [CellValue]
  package var marks: [Mark]

  package init(number: Int, cells: [CellValue], marks: [Mark] = []) {
    self.number = number
    self.cells = cells
    self.marks = marks
  }
}

/// How a marked-up workbook that is dropped again is known, and what in it is ours.
package enum MarkedForm {
  /// The document property that holds the name of the sheet with the list of problems.
  package static let property = "rowspool marked"

  /// The header of the column that says what is wrong with each row.
  package static let remarkTitles: [Language: String] = [.english: "⚠ What is wrong", .simplifiedChinese: "⚠ 问题说明"]

  package static func isRemarkTitle(_ title: String) -> Bool { remarkTitles.values.contains(title) }
}
