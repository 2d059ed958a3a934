import JobModel

/// What is written for an operator's cell, so that it looks as it did.
enum CellLook {
  case nothing
  case text(String)
  case boolean(Bool)
  /// - format: of Excel; `nil` for the General one.
  case number(Double, format: String?, shown: String?)

  /// - Parameter dates: finds date formats, and learns them.
  init(_ cell: CellValue, dates: inout DateLook) {
    switch cell {
    case .empty: self = .nothing
    case .text(let text), .error(let text): self = .text(text)
    case .boolean(let value): self = .boolean(value)
    case .number(let value, let displayed):
      switch NumberLook(of: value, displayed: displayed) {
      case .general: self = .number(value, format: nil, shown: nil)
      case .format(let number): self = .number(value, format: number, shown: displayed)
      case .text: self = .text(displayed)
      }
    case .date(let iso, let displayed):
      guard let moment = ExcelTime.read(iso), let serial = ExcelTime.serial(of: moment) else {
        self = .text(displayed.isEmpty ? iso : displayed)
        return
      }
      self = .number(serial, format: dates.format(for: moment, displayed: displayed), shown: displayed)
    }
  }
}
