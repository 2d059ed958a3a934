import JobModel
import RowReading
import Testing

@Suite struct HeaderFinderTests {
  private static let finder = HeaderFinder([
    HeaderColumn(names: ["Prompt", "提示词"], isRequired: true), HeaderColumn(names: ["Ratio", "比例"], isRequired: true),
    HeaderColumn(names: ["Note", "备注"], isRequired: false),
  ])

  private static func rows(_ texts: [[String]]) -> [(number: Int, texts: [String])] {
    texts.enumerated().map { ($0.offset + 1, $0.element) }
  }

  @Test func findsTheHeaderBelowATitle() throws {
    let rows = Self.rows([["Our list", ""], [], ["Extra", " RATIO ", "提示词*", "", "ratio"], ["x", "1:1", "cup"]])
    let header = try Self.finder.find(in: rows).get()
    #expect(
      header
        == Header(
          row: 3, columns: [2, 1, nil], titles: ["Extra", "RATIO", "提示词*", "", "ratio"], unknown: [0],
          duplicates: [4]))
  }

  @Test func matchesFullWidthLetters() throws {
    #expect(try Self.finder.find(in: Self.rows([["ｐｒｏｍｐｔ：", "　比例　"]])).get().columns == [0, 1, nil])
  }

  @Test func looksAtTwentyRowsOnly() {
    let header = ["Prompt", "Ratio"]
    #expect(throws: Never.self) { try Self.finder.find(in: [(20, header)]).get() }
    #expect(throws: HeaderProblem.self) { try Self.finder.find(in: [(21, header)]).get() }
  }

  @Test func saysWhatIsMissingAndWhatLooksLikeIt() throws {
    guard case .failure(let problem) = Self.finder.find(in: Self.rows([["a"], ["promt", "Ratio", "Colour"]])) else {
      Issue.record("found a header")
      return
    }
    #expect(
      problem.missing.error(in: "“orders.csv”")
        == ReadingError(
          "missing-column",
          """
          “orders.csv” lacks the column “Prompt”; the header was looked for in row 2. The column “promt” looks like \
          “Prompt”. Add it and drop the file again.
          """))
  }

  @Test func namesTheColumnByItsTitleWhicheverNameIsNear() {
    let finder = HeaderFinder([
      HeaderColumn(
        names: ["image", "图片", "原图"], isRequired: true, title: Message(english: "Image", chinese: "图片"))
    ])
    guard case .failure(let problem) = finder.find(in: Self.rows([["图", "n"]])) else {
      Issue.record("found a header")
      return
    }
    #expect(problem.missing.suggestions.map(\.meant) == ["Image"])
    #expect(problem.missing.error(in: "“a.csv”").message.text(in: .simplifiedChinese).contains("“图片”"))
    #expect(!problem.missing.error(in: "“a.csv”").message.text(in: .simplifiedChinese).contains("原图"))
  }

  @Test func saysThatThereIsNoHeader() {
    guard case .failure(let problem) = Self.finder.find(in: Self.rows([["", " "]])) else {
      Issue.record("found a header")
      return
    }
    #expect(
      problem.missing.error(in: "“orders.csv”")
        == ReadingError("no-header", "The first 20 rows of “orders.csv” are empty: it has no header."))
  }

  @Test func takesTheFirstRowWhereNothingIsRequired() throws {
    #expect(try HeaderFinder([]).find(in: Self.rows([[], ["a", "b"], ["1"]])).get().row == 2)
    let optional = HeaderFinder([HeaderColumn(names: ["x"], isRequired: false)])
    #expect(try optional.find(in: Self.rows([["title"], ["y", "X"]])).get().row == 2)
    #expect(try optional.find(in: Self.rows([["title"], ["y"]])).get().row == 1)
  }
}

@Suite struct SettingsTableTests {
  @Test func readsKeysInBothLanguages() {
    let table = SettingsTable(rows: [
      ["设置", "值"], [], ["Priority", "2"], ["", "开始时间", "18:00"], ["BAD_ROWS", " reject "], ["试跑行数", "3"],
      ["# a comment", "x"], ["重试次数", ""], ["优先级", "9"], ["Background", "white"], ["尺寸", "1600"],
    ])
    #expect(table.settings == [.priority: "2", .startAt: "18:00", .badRows: "reject", .trialRows: "3"])
    #expect(table.values.map(\.name) == ["Background", "尺寸"])
    #expect(table.values.map(\.value) == ["white", "1600"])
    #expect(table.duplicates == ["优先级"])
  }

  @Test(arguments: [["key", "value"], ["设置项", "值"], ["Setting 设置", "Value 值"], ["Settings/设置", "Values / 值"]])
  func aSettingsTableMayHaveAHeader(header: [String]) {
    let table = SettingsTable(rows: [header, ["priority", "3"]])
    #expect(table.settings == [.priority: "3"])
    #expect(table.values.isEmpty)
  }
}
