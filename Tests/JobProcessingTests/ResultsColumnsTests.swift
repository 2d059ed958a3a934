import JobModel
import Results
import Testing

@testable import JobProcessing

@Suite struct ResultsColumnsTests {
  /// The operator has a column `Status` himself, and one that is called like a result.
  private let layout = ResultsLayout(
    columns: [
      .init(.input, "Key"), .init(.input, "Status"), .init(.input, "text"), .init(.status, "Status"),
      .init(.output, "text"), .init(.row, "Row"), .init(.error, "Error"), .init(.key, "rowspool key"),
    ])

  private func kinds(_ titles: String...) -> [ResultsLayout.Kind] {
    ResultsColumns(titles: titles, layout: layout).kinds
  }

  @Test func asItWasWritten() {
    #expect(
      kinds("Key", "Status", "text", "Status", "text", "Row", "Error", "rowspool key")
        == layout.columns.map(\.kind))
  }

  @Test func columnsMayBeMovedAddedAndDeleted() {
    #expect(
      kinds("rowspool key", "Key", "My own", "Status", "text", "Status", "text", "Row")
        == [.key, .input, .input, .input, .input, .status, .output, .row])
    #expect(kinds("Key", "Status", "text", "rowspool key") == [.input, .input, .input, .key])
    #expect(
      kinds("Key", "Status", "Status", "Error", "Error", "note", "rowspool key")
        == [.input, .input, .status, .error, .error, .input, .key])
  }

  @Test func aRenamedColumnIsKnownByItsNeighbours() {
    #expect(
      kinds("Key", "Status", "text", "How it went", "text", "Row", "Error", "rowspool key")
        == layout.columns.map(\.kind))
    #expect(
      kinds("Key", "Status", "text", "Status", "text", "No", "What", "rowspool key") == layout.columns.map(\.kind))
  }

  @Test func aTableThatHasLostItsLayoutGoesByTheUsualTitles() {
    let outputs = [Results.ResultColumn(name: "picture", title: "图片结果", kind: .picture)]
    let usual = Language.allCases.map {
      ResultsLayout(usualFor: outputs, inputs: ["键"], currency: "CNY", in: $0)
    }
    let titles = ["键", "状态", "备注", "状态", "图片结果(预览)", "图片结果", "费用(CNY)", "错误说明", "rowspool key"]
    #expect(
      ResultsColumns(titles: titles, usual: usual).kinds == [
        .input, .input, .input, .status, .preview, .output, .cost, .error, .key,
      ])
  }

  @Test func whatTheHiddenSheetHoldsReadsBack() {
    var written = layout
    written.workflow = "shop"
    written.preset = "gifts"
    written.values = [.init(name: "tone", value: "warm\nand kind")]
    #expect(ResultsLayout(rows: written.rows) == written)
    #expect(ResultsLayout(rows: [["rowspool"], ["column", "key", "x"]]) == nil)
  }

  @Test(arguments: ["run again", " RERUN ", "Run-again!", "again", "重跑", "“重跑”", "重试"])
  func marksAreKnown(text: String) {
    #expect(AgainMark.isMark(text))
  }

  @Test(arguments: ["", "Done", "Retrying", "重试中", "do not run again", "keep", "已完成"])
  func otherTextsAreNoMarks(text: String) {
    #expect(!AgainMark.isMark(text))
  }
}
