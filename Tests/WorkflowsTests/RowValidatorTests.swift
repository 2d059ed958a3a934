import JobModel
import Testing

@testable import Workflows

@Suite struct RowValidatorTests {
  private let definition: WorkflowDefinition

  init() throws {
    definition = try Samples.workflow(
      """
      columns:
        - {name: image, titles: {en: Image, zh: 图片}, aliases: [photo], type: image, required: true}
        - {name: size, titles: {en: Size, zh: 尺寸}, type: integer, default: 1600}
        - {name: format, titles: {en: Format}, type: choice, choices: [jpg, png], required: true}
      """)
  }

  private func file(_ name: String) -> Result<String, Failure> {
    name == "cup.jpg"
      ? .success("source/cup.jpg")
      : .failure(Failure(.invalid, code: "file-missing", message: "There is no file '\(name)' beside the workbook."))
  }

  private func validator(
    _ headers: [String], settings: JSONObject = [:], sheet: String? = "Data"
  ) -> RowValidator {
    RowValidator(
      definition, mapping: HeaderMapping(headers: headers, of: definition), settings: settings, sheet: sheet,
      files: file)
  }

  @Test func matchesHeadersInAnyOrderLanguageCaseAndWidth() {
    let mapping = HeaderMapping(
      headers: ["Notes", "ＦＯＲＭＡＴ：", "", "图片 *", "Photo", "Extra"], of: definition)
    #expect(mapping.positions == [3, nil, 1])
    #expect(mapping.unknown == [0, 5])
    #expect(mapping.repeated == [4])
    #expect(mapping.missing(of: definition).isEmpty)
    #expect(
      HeaderMapping(headers: ["Size"], of: definition).missing(of: definition).map(\.name) == ["image", "format"])
  }

  @Test func givesTypedValues() {
    let verdict = validator(["Image", "Notes", "Size", "Format"])
      .validate([.text("cup.jpg"), .text("#"), .number(800, displayed: "800"), .text("PNG")], row: 7)
    #expect(verdict == .values(["image": "source/cup.jpg", "size": 800, "format": "png"]))
  }

  @Test func takesTheRowOverSettingsOverPresetOverDefault() throws {
    let preset = try Preset(yaml: "values: {size: 1024}", name: "p", of: definition)
    let merged = try definition.merged(preset: preset)
    let cells: [CellValue] = [.text("cup.jpg"), .text("jpg")]
    func size(_ definition: WorkflowDefinition, _ settings: JSONObject, _ cell: CellValue) -> JSONValue? {
      let mapping = HeaderMapping(headers: ["Image", "Format", "Size"], of: definition)
      let validator = RowValidator(definition, mapping: mapping, settings: settings, files: file)
      guard case .values(let values) = validator.validate(cells + [cell], row: 2) else { return nil }
      return values["size"]
    }
    #expect(size(definition, [:], .empty) == 1600)
    #expect(size(merged, [:], .empty) == 1024)
    #expect(size(merged, ["size": 900], .text("  ")) == 900)
    #expect(size(merged, ["size": 900], .text("12")) == 12)
  }

  @Test func reportsEveryProblemOfARowWithSheetAndCell() {
    let verdict = validator(["Size", "Notes", "Image", "Format"])
      .validate([.error("#DIV/0!"), .empty, .text("mug.jpg"), .text("jgp")], row: 7)
    #expect(
      verdict
        == .problems([
          CellProblem(
            column: "image", position: 2, cell: "C7", code: "file-missing",
            message: "Sheet 'Data', cell C7 (Image): There is no file 'mug.jpg' beside the workbook.",
            fault: "There is no file 'mug.jpg' beside the workbook."),
          CellProblem(
            column: "size", position: 0, cell: "A7", code: "error-cell",
            message: "Sheet 'Data', cell A7 (Size): The cell shows the error #DIV/0!.",
            suggestion: "Correct its formula, or write the value itself.",
            fault: "The cell shows the error #DIV/0!."),
          CellProblem(
            column: "format", position: 3, cell: "D7", code: "not-a-choice",
            message: "Sheet 'Data', cell D7 (Format): 'jgp' is not one of: jpg, png.",
            suggestion: "Did you mean 'jpg'?", fault: "'jgp' is not one of: jpg, png."),
        ]))
  }

  @Test func saysWhereAValueIsMissing() {
    guard case .problems(let problems) = validator(["Image"], sheet: nil).validate([], row: 3) else {
      Issue.record("the row passed")
      return
    }
    #expect(
      problems.map(\.description) == [
        "Cell A3 (Image): The value is missing. Fill in the cell.",
        "Row 3 (Format): The value is missing. Fill in the cell.",
      ])
  }

  @Test func checksSettingsOnce() {
    let verdict = SettingsValidator.validate(
      [("Priority", .text("1")), ("尺寸", .text("８００")), ("Format", .text("gif")), ("size", .empty)],
      for: definition, files: file)
    #expect(verdict.values == ["size": 800])
    #expect(verdict.unknown == [0])
    #expect(verdict.problems.map(\.description) == ["Settings (Format): 'gif' is not one of: jpg, png."])
  }
}
