package import JobModel

extension ResultsLayout {
  /// What a results workbook looks like in one language, for a table that has lost what it says of itself.
  ///
  /// - Parameter inputs: every header that the operator's columns may have.
  package init(
    usualFor columns: [ResultColumn], inputs: [String], currency: String?, in language: Language
  ) {
    var table = ResultsTable(jobName: "", workflowTitle: "", headers: inputs, resultColumns: columns)
    table.showsCosts = true
    table.showsCarried = true
    table.showsMarks = true
    table.currency = currency
    let text = ResultsText(language)
    self.init(columns: SheetColumn.all(of: table).map { $0.layout(in: table, text) })
  }
}
