import JobModel
import ZipArchive

extension ReadingError {
  private static let again: Message = "Open it in Excel or WPS, save it again as .xlsx, and drop it again."
  private static let copyAgain: Message = "Copy it again; if that does not help, open it in Excel and save it again."

  static func zip(_ error: ZipError, _ file: String) -> ReadingError {
    let detail = error.description
    switch error.code {
    case .unreadable:
      return ReadingError("unreadable", "“\(file)” cannot be opened. Check that it may be read.", detail: detail)
    case .noDirectory:
      return ReadingError("cut-off", "“\(file)” is incomplete: its end is missing. \(copyAgain)", detail: detail)
    case .damaged, .nameMismatch, .duplicateName:
      return ReadingError("damaged", "“\(file)” is damaged. \(copyAgain)", detail: detail)
    case .overlapping, .tooManyEntries, .tooLarge:
      return ReadingError(
        "too-large", "“\(file)” unpacks to far more than a spreadsheet can hold and is not read. \(again)",
        detail: detail)
    case .encrypted:
      return password(file, detail: detail)
    case .unsupportedMethod:
      return ReadingError("unsupported", "“\(file)” is packed in an unusual way. \(again)", detail: detail)
    }
  }

  static func password(_ file: String, detail: String? = nil) -> ReadingError {
    ReadingError(
      "password",
      """
      “\(file)” has a password. Open it, remove the password (in Excel: File, Info, Protect Workbook), save it again, \
      and drop it again.
      """, detail: detail)
  }

  static func xml(_ error: XMLPartError, _ file: String, place: Message, part: String) -> ReadingError {
    switch error {
    case .documentType:
      return ReadingError(
        "document-type", "“\(file)” holds instructions that no spreadsheet needs (\(place)) and is not read. \(again)",
        detail: "\(part): document type declaration")
    case .tooComplex:
      return ReadingError(
        "too-complex", "“\(file)” is built in a way that no spreadsheet program writes (\(place)). \(again)",
        detail: "\(part): nested too deep, or a tag too large")
    case .malformed(let message):
      return ReadingError(
        "damaged", "“\(file)” is damaged: \(place) cannot be read. \(again)", detail: "\(part): \(message)")
    }
  }

  static func missingPart(_ file: String, place: Message, part: String) -> ReadingError {
    ReadingError("damaged", "“\(file)” is damaged: \(place) is missing. \(again)", detail: part)
  }

  static func noCells(_ file: String, sheet: String) -> ReadingError {
    ReadingError("no-cells", "The sheet “\(sheet)” of “\(file)” is a chart and has no cells. Name another sheet.")
  }

  static func noSuchSheet(_ file: String, sheet: String, sheets: [String]) -> ReadingError {
    ReadingError(
      "no-such-sheet",
      "“\(file)” has no sheet “\(sheet)”. Its sheets are: \(Message.list(Array(sheets.prefix(20)))).")
  }

  static func sharedTextTooLarge(_ file: String) -> ReadingError {
    ReadingError("too-large", "“\(file)” holds more text than can be read at once. Split it into several workbooks.")
  }

  static func tooManyPictures(_ limit: Int) -> ReadingError {
    ReadingError(
      "too-many-pictures", "The workbook holds more than \(limit) pictures. Split it into several workbooks.")
  }
}
