import JobModel

/// What people write into the Status column of a results workbook so that its row is run again.
package enum AgainMark {
  /// The words of the cells' drop-down: the mark, and one that takes it back.
  static let choices: [Message] = ["run again", "keep"]

  private static let words: Set<String> = [
    "again", "rerun", "runagain", "redo", "retry", "重跑", "再跑", "重新运行", "重新处理", "再次运行", "重做", "重试",
  ]

  /// Letter case, blanks, hyphens and the marks around a word do not count.
  package static func isMark(_ text: String) -> Bool {
    guard text.utf8.count <= 60 else { return false }
    return words.contains(String(text.lowercased().filter { $0.isLetter || $0.isNumber }))
  }
}
