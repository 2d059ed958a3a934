import CLibXlsxWriter
import Glibc
import JobModel

extension DataSheet {
  /// A drop-down in the Status column offers to run the row again. Anything else may stand there too.
  func offerToRunAgain(lastRow: UInt32) throws(ResultsError) {
    guard let index = columns.firstIndex(of: .status) else { return }
    var texts = AgainMark.choices.map { strdup(text.of($0)) }
    let (title, message) = (strdup(text.runAgainTitle), strdup(text.runAgainHint))
    defer { for text in texts + [title, message] { free(text) } }
    texts.append(nil)
    var validation = lxw_data_validation()
    validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
    validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue)
    validation.input_title = title
    validation.input_message = message
    let column = UInt16(index)
    let status = texts.withUnsafeMutableBufferPointer { list in
      validation.value_list = list.baseAddress
      return worksheet_data_validation_range(sheet, 1, column, lastRow, column, &validation)
    }
    try check(status, index)
  }
}

extension ResultsText {
  /// Whether a sheet is our own Summary, in either language.
  package static func isSummary(_ sheet: String) -> Bool {
    Language.allCases.contains { ResultsText($0).summarySheet == sheet }
  }

  /// Excel's limits: 32 characters for the title, 255 for the message.
  var runAgainTitle: String { of("Run this row again?") }
  var runAgainHint: String {
    of(
      """
      Choose “run again”, save this workbook, and drop it back into the drop folder. Failed and changed rows run again \
      without it.
      """)
  }
  var carried: String { of("Taken over from") }
  func carried(_ origin: CarriedFrom) -> String { of("Job \(origin.job), row \(origin.row)") }
}
