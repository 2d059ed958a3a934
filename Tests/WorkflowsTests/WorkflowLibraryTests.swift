import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct WorkflowLibraryTests {
  private let folder: TemporaryFolder
  private let library: WorkflowLibrary

  init() throws {
    folder = try TemporaryFolder()
    library = WorkflowLibrary(searchPath: [
      folder.path.appending("own"), folder.path.appending("missing"), folder.path.appending("shared"),
    ])
  }

  @Test func findsWorkflowsByNameInAnyCaseAndNormalForm() throws {
    try folder.write("columns: [{name: a}]", to: "own/Caf\u{E9}/workflow.yaml")
    try folder.write("columns: [{name: b}]", to: "shared/CAFE\u{301}/workflow.yaml")
    try folder.write("columns: [{name: b}]", to: "shared/cups/workflow.yaml")
    try folder.write("not a workflow", to: "shared/notes/readme.txt")
    #expect(library.names() == ["Caf\u{E9}", "cups"])
    let found = try #require(try library.load("cafe\u{301}"))
    #expect(found.id == "Caf\u{E9}")
    #expect(found.columns.map(\.name) == ["a"])
    #expect(try library.load("CUPS")?.id == "cups")
    #expect(try library.load("nothing") == nil)
    #expect(try library.load("notes") == nil)
  }

  @Test func saysWhatIsWrongWithAFile() throws {
    try folder.write("columns: [{name: a, type: txt}]\n", to: "own/cups/workflow.yaml")
    let error = #expect(throws: WorkflowError.self) { try library.load("cups") }
    #expect(
      error?.description
        == """
        workflow.yaml, line 1: 'columns, a, type' must be one of text, paragraph, integer, number, boolean, date, \
        choice, list, image, file, url, json. Did you mean 'text'?
        """)
  }

  @Test func mergesAPresetAndPinsIt() throws {
    try folder.write(
      """
      # Comments are for people.
      titles: {en: Cups, zh: 杯子}
      columns:
        - {name: colour, type: choice, choices: ["no", red], required: true}
        - {name: prompt, type: paragraph, default: "a: b"}
      steps:
        - name: paint
          command: {run: [./paint, "{{prompt}}", "1.50"], environment: {MODE: fast, SIZE: big}, outputs: {cup: {}}}
      """, to: "own/cups/workflow.yaml")
    try folder.write(
      """
      titles: {en: Calm, zh: 平静}
      values: {colour: RED, prompt: "two\\nlines # with {{ braces }} and 'quotes'"}
      with: {paint: {environment: {SIZE: small}}}
      """, to: "own/cups/presets/Calm.yaml")
    let definition = try #require(try library.load("cups"))
    #expect(library.presetNames(of: definition) == ["Calm"])
    let preset = try #require(try library.preset("calm", of: definition))
    #expect(preset.titles == Titles(english: "Calm", chinese: "平静"))
    let merged = try definition.merged(preset: preset)
    #expect(merged.columns[0].default == "red")
    #expect(merged.columns[1].default == "two\nlines # with {{ braces }} and 'quotes'")
    #expect(
      merged.steps[0].settings.filled { _ in "x" }
        == [
          "run": ["./paint", "x", "1.50"], "environment": ["MODE": "fast", "SIZE": "small"], "outputs": ["cup": [:]],
        ])
    #expect(merged.preset == "Calm")

    // A job's own copy lies in a folder of another name, and is pinned again when the job is.
    var pinned = try WorkflowDefinition(yaml: definition.pinnedYAML(preset: preset), id: "20261121-093512-x-abcd")
    pinned.source = merged.source
    #expect(pinned == merged)
    #expect(pinned.id == "cups")
    #expect(pinned.folder == folder.path.appending("own/cups"))
    let again = try WorkflowDefinition(yaml: pinned.pinnedYAML(), id: "x")
    #expect(again.columns == merged.columns)
    #expect(again.preset == "Calm")
  }

  @Test func reportsEveryProblemOfAPreset() throws {
    let definition = try Samples.workflow(
      """
      columns: [{name: size, type: integer, max: 9}, {name: photo, type: image}]
      steps: [{name: paint, command: {run: [x]}}]
      """)
    let error = #expect(throws: WorkflowError.self) {
      try Preset(
        yaml: "value: {}\nvalues:\n  siez: 3\n  size: 10\n  photo: a.jpg\nwith: {pint: {}}", name: "big",
        of: definition)
    }
    #expect(
      error?.problems.map(\.description) == [
        "presets/big.yaml, line 1: The key 'value' is not known. Did you mean 'values'?",
        "presets/big.yaml, line 3: The key 'siez' is not known in 'values'. Did you mean 'size'?",
        """
        presets/big.yaml, line 4: The value of 'size' cannot be used: 10 is out of range. \
        Write a number not more than 9.
        """,
        "presets/big.yaml, line 5: 'photo' is an image: only a row or Settings can name one.",
        "presets/big.yaml, line 6: The key 'pint' is not known in 'with'. Did you mean 'paint'?",
      ])
  }

  @Test func refusesAPresetThatAStepCannotTake() throws {
    let definition = try Samples.workflow("steps: [{name: paint, command: {run: [x]}}]")
    let preset = try Preset(yaml: "with: {paint: {runs: [y]}}", name: "odd", of: definition)
    let error = #expect(throws: WorkflowError.self) { try definition.merged(preset: preset) }
    #expect(
      error?.problems.map(\.message) == ["The key 'runs' is not known in 'steps, paint, command'. Did you mean 'run'?"])
  }

  @Test(arguments: ["product-photo", "local-command"])
  func ownTemplatesLoadWithAllTheirPresets(_ name: String) throws {
    let library = WorkflowLibrary(searchPath: [Samples.templates])
    let definition = try #require(try library.load(name))
    for column in definition.columns { #expect(column.titles.english != nil && column.titles.chinese != nil) }
    for result in definition.results { #expect(result.titles.english != nil && result.titles.chinese != nil) }
    for preset in library.presetNames(of: definition) {
      let preset = try #require(try library.preset(preset, of: definition))
      #expect(preset.titles.english != nil && preset.titles.chinese != nil)
      _ = try definition.merged(preset: preset)
    }
  }
}
