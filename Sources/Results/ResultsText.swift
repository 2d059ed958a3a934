package import JobModel

/// Every sentence and title of the results, by language.
package struct ResultsText: Sendable {
  package let language: Language

  package init(_ language: Language = .english) {
    self.language = language
  }

  private func of(_ english: String, _ chinese: String) -> String {
    language == .english ? english : chinese
  }

  func of(_ message: Message) -> String { message.text(in: language) }

  package func title(of state: ResultState) -> String {
    switch state {
    case .done: of("Done", "已完成")
    case .warning: of("Done, with a warning", "已完成(有提醒)")
    case .failed: of("Failed", "失败")
    case .unknown: of("Unknown", "结果不明")
    case .cancelled: of("Cancelled", "已取消")
    case .pending: of("Pending", "待处理")
    case .retrying: of("Retrying", "重试中")
    case .running: of("Running", "处理中")
    }
  }

  // MARK: Columns

  var status: String { of("Status", "状态") }
  var row: String { of("Row", "原行号") }
  var attempts: String { of("Attempts", "尝试次数") }
  var seconds: String { of("Seconds", "用时(秒)") }
  func cost(_ currency: String?) -> String {
    let title = of("Cost", "费用")
    guard let currency else { return title }
    return of("\(title) (\(currency))", "\(title)(\(currency))")
  }
  var totalCost: String { of("Cost of all rows", "费用合计") }
  var error: String { of("Error", "错误说明") }
  /// The same in every language: it is looked for when the workbook is dropped back.
  package static let keyHeader = "rowspool key"

  func preview(of title: String) -> String { of("\(title) (preview)", "\(title)(预览)") }

  func cut(seeFile name: String) -> String {
    of("… (cut; whole text in files/\(name))", "…(已截断;全文见 files/\(name))")
  }

  // MARK: Sheets

  var defaultSheet: String { of("Results", "结果") }
  var summarySheet: String { of("Summary", "汇总") }

  // MARK: Summary

  func summaryTitle(_ job: String) -> String { of("Results: \(job)", "结果:\(job)") }
  var soFar: String {
    of(
      "The job is not finished: these are the results so far.", "任务尚未完成:以下为目前的结果。")
  }
  var workflow: String { of("Workflow", "工作流") }
  var job: String { of("Job", "任务编号") }
  var submitter: String { of("Submitted by", "提交人") }
  var submitted: String { of("Submitted", "提交时间") }
  var started: String { of("Started", "开始时间") }
  var finished: String { of("Finished", "完成时间") }
  var timeZone: String { of("Time zone", "时区") }
  var duration: String { of("Time from start to finish", "总用时") }
  var rows: String { of("Rows", "行数") }
  var share: String { of("Share", "占比") }
  var totalAttempts: String { of("Attempts in all", "尝试总次数") }
  var totalSeconds: String { of("Working time of all rows", "各行用时合计") }
  var secondsPerRow: String { of("Seconds per row (average)", "平均每行用时(秒)") }
  var files: String { of("Files made", "生成文件数") }
  var notes: String { of("Notes", "说明") }
  var causes: String { of("What went wrong", "失败原因") }
  var firstRows: String { of("First rows", "涉及行(前几行)") }
  var otherCauses: String { of("Other causes", "其他原因") }
  var rowsByState: String { of("Rows by status", "各状态行数") }

  func columnsLeftOut(_ count: Int) -> String {
    of(
      "\(count) columns at the right did not fit into a workbook and were left out. Your own file still has them.",
      "右侧有 \(count) 列超出工作簿的列数上限,未写入结果。您的原文件中仍保留这些列。")
  }

  func linksLimited(_ count: Int) -> String {
    of(
      "Only the first \(count) files are linked: Excel allows no more in one sheet. The names of the others are plain.",
      "仅前 \(count) 个文件带有链接(受 Excel 单表链接数限制),其余仅显示文件名。")
  }
}
