import Foundation
import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct PresetFolderTests {
  private let folder: TemporaryFolder
  private let library: WorkflowLibrary
  private let workflow: WorkflowDefinition
  private let presets: PresetFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      columns:
        - {name: colour, titles: {zh: 颜色}}
        - {name: size, type: integer, max: 100}
        - {name: tags, type: list}
      """, to: "cups/workflow.yaml")
    library = WorkflowLibrary(searchPath: [folder.path])
    workflow = try #require(try library.load("cups"))
    presets = try #require(PresetFolder(workflow, library))
  }

  private var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path.appending("cups/presets").string).sorted()) ?? []
  }

  @Test func addsAPresetThatLoadsAsItWasMeant() throws {
    let text = try presets.text(
      titles: Titles(english: "White: big", chinese: "白底"),
      values: [("颜色", "a: {{b}} # 'c'\n- \"d\""), ("SIZE", "007"), ("tags", "a, b")])
    let file = try presets.add("白底 大图", text: text)
    #expect(file == folder.path.appending("cups/presets/白底 大图.yaml"))
    let preset = try #require(try library.preset("白底 大图", of: workflow))
    #expect(preset.titles == Titles(english: "White: big", chinese: "白底"))
    let merged = try workflow.merged(preset: preset)
    #expect(merged.columns.map(\.default) == ["a: {{b}} # 'c'\n- \"d\"", 7, ["a", "b"]])
    #expect(names == ["白底 大图.yaml"])
  }

  @Test(arguments: [
    "", ".", "..", ".a", "a/b", "../a", "a\\b", "a:b", "a*", "CON", "nul.x", "a.", " a", "a ", "a\nb", "~a",
    String(repeating: "长", count: 27),
  ])
  func refusesNamesThatCannotBeFolders(name: String) {
    let refusal = #expect(throws: PresetFolder.Refusal.self) { try presets.add(name, text: "values: {colour: red}") }
    #expect(refusal?.description.hasPrefix("'\(name)' cannot be the name of a preset") == true)
    #expect(names.isEmpty)
  }

  @Test func refusesToReplaceUnasked() throws {
    try presets.add("Calm", text: "values: {colour: red}")
    let refusal = #expect(throws: PresetFolder.Refusal.self) { try presets.add("CALM", text: "values: {colour: blue}") }
    #expect(refusal?.description == "The workflow 'cups' has a preset 'Calm' already. Remove it first.")
    try presets.add("CALM", text: "values: {colour: blue}", replacing: true)
    #expect(names == ["Calm.yaml"])
    #expect(try library.preset("calm", of: workflow)?.source == "values: {colour: blue}")
  }

  @Test func writesNothingThatCannotBeUsed() throws {
    let error = #expect(throws: WorkflowError.self) { try presets.add("p", text: "values: {size: 101}") }
    #expect(
      error?.description
        == """
        presets/p.yaml, line 1: The value of 'size' cannot be used: 101 is out of range. \
        Write a number not more than 100.
        """)
    let unknown = #expect(throws: PresetFolder.Refusal.self) {
      try presets.text(titles: Titles(), values: [("colr", "x")])
    }
    #expect(unknown?.description == "The workflow 'cups' has no column 'colr'. Did you mean 'colour'?")
    let twice = #expect(throws: PresetFolder.Refusal.self) {
      try presets.text(titles: Titles(), values: [("colour", "x"), ("颜色", "y")])
    }
    #expect(twice?.description == "The column 'colour' is given twice.")
    #expect(names.isEmpty)
  }

  @Test func removesWhatIsThereAndNothingElse() throws {
    try presets.add("Calm", text: "values: {colour: red}")
    let refusal = #expect(throws: PresetFolder.Refusal.self) { try presets.remove("clam") }
    #expect(refusal?.description == "The workflow 'cups' has no preset 'clam'. Did you mean 'Calm'?")
    #expect(throws: PresetFolder.Refusal.self) { try presets.remove("../workflow") }
    #expect(try presets.remove("calm") == "Calm")
    #expect(names.isEmpty)
    #expect(try library.load("cups") != nil)
  }
}
