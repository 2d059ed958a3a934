import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Workflows

@Suite struct RowPresetTests {
  private let folder: TemporaryFolder
  private let library: WorkflowLibrary
  private let workflow: WorkflowDefinition

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      columns:
        - {name: colour, default: grey}
        - {name: size, type: integer, default: 10}
      steps: [{name: paint, command: {run: [paint], environment: {MODE: fast}}}]
      """, to: "cups/workflow.yaml")
    try folder.write(
      "titles: {en: Calm, zh: 平静}\nvalues: {colour: blue}\nwith: {paint: {environment: {MODE: calm}}}",
      to: "cups/presets/calm.yaml")
    try folder.write("values: {size: 99}\nwith: {paint: {environment: {SPEED: slow}}}", to: "cups/presets/大.yaml")
    library = WorkflowLibrary(searchPath: [folder.path])
    workflow = try #require(try library.load("cups"))
  }

  private func validators(_ headers: [String], job: WorkflowDefinition? = nil) -> RowValidators {
    RowValidators(workflow, job: job ?? workflow, library: library, headers: headers, sheet: "Data") { definition in
      RowValidator(definition, mapping: HeaderMapping(headers: headers, of: definition), sheet: "Data") { .success($0) }
    }
  }

  @Test(arguments: ["preset", "Preset", "预设", "ＰＲＥＳＥＴ:"])
  func aRowChoosesItsPresetInAColumn(header: String) {
    let validators = validators(["Size", header])
    #expect(
      validators.validate([.text("7"), .text("CALM")], row: 2)
        == .values(["colour": "blue", "size": 7, "preset": "calm"]))
    #expect(
      validators.validate([.empty, .text("大")], row: 3) == .values(["colour": "grey", "size": 99, "preset": "大"]))
    #expect(validators.validate([.empty, .text(" ")], row: 4) == .values(["colour": "grey", "size": 10]))
    #expect(validators.validate([.text("7")], row: 5) == .values(["colour": "grey", "size": 7]))
    #expect(validators.chosen.map(\.name) == ["calm", "大"])
  }

  @Test func aTitleNamesAPresetToo() {
    #expect(
      validators(["preset"]).validate([.text("平静")], row: 2)
        == .values(["colour": "blue", "size": 10, "preset": "calm"]))
  }

  @Test func theRowsPresetTakesThePlaceOfTheJobs() throws {
    let calm = try #require(try library.preset("calm", of: workflow))
    let validators = validators(["preset"], job: try workflow.merged(preset: calm))
    #expect(validators.validate([.empty], row: 2) == .values(["colour": "blue", "size": 10]))
    #expect(validators.validate([.text("大")], row: 3) == .values(["colour": "grey", "size": 99, "preset": "大"]))
  }

  @Test func anUnknownPresetIsABadRow() throws {
    guard case .problems(let problems) = validators(["Size", "Preset"]).validate([.text("x"), .text("clam")], row: 7)
    else {
      Issue.record("the row passed")
      return
    }
    #expect(
      problems.map(\.description) == [
        "Sheet 'Data', cell B7 (Preset): The workflow has no preset 'clam'. Did you mean 'calm'?",
        "Sheet 'Data', cell A7 (size): 'x' is not a whole number. Write digits only.",
      ])
    #expect(problems[0].code == "no-such-preset")
    guard case .problems(let others) = validators(["preset"]).validate([.text("other")], row: 2) else { return }
    #expect(others[0].suggestion == "There are: calm, 大.")
  }

  @Test func aPresetWithAMistakeIsABadRow() throws {
    try folder.write("valus: {}", to: "cups/presets/odd.yaml")
    guard case .problems(let problems) = validators(["preset"]).validate([.text("odd")], row: 2) else {
      Issue.record("the row passed")
      return
    }
    #expect(
      problems[0].description
        == """
        Sheet 'Data', cell A2 (preset): The preset 'odd' has a mistake: presets/odd.yaml, line 1: The key 'valus' is \
        not known. Did you mean 'values'? Tell the administrator.
        """)
  }

  @Test func aWorkflowsOwnColumnOfThatNameIsAnOrdinaryOne() throws {
    try folder.write("columns: [{name: preset}]", to: "own/workflow.yaml")
    let own = try #require(try library.load("own"))
    let validators = RowValidators(own, job: own, library: library, headers: ["preset"], sheet: nil) { definition in
      RowValidator(definition, mapping: HeaderMapping(headers: ["preset"], of: definition)) { .success($0) }
    }
    #expect(validators.validate([.text("anything")], row: 2) == .values(["preset": "anything"]))
    #expect(validators.chosen.isEmpty)
  }

  /// The settings with which each row's step ran.
  private func settings(_ definition: WorkflowDefinition, _ values: JSONObject) async throws -> JSONValue? {
    let bench = try Bench(values)
    let seen = Mutex<JSONValue?>(nil)
    let ending = try await bench.run(definition) { step, _ throws(Failure) in
      seen.withLock { $0 = step.settings["environment"] }
      return StepOutput()
    }
    if let failure = ending.failure { return .string(failure.code) }
    return seen.withLock { $0 }
  }

  @Test func aJobsOwnCopyCarriesThePresetsOfItsRows() async throws {
    let calm = try #require(try library.preset("calm", of: workflow))
    let big = try #require(try library.preset("大", of: workflow))
    let yaml = try workflow.pinnedYAML(preset: calm, choices: [big])
    // Later edits do not change running jobs.
    try folder.write("values: {size: 1}", to: "cups/presets/大.yaml")
    let pinned = try WorkflowDefinition(yaml: yaml, id: "job")
    #expect(pinned.preset == "calm")
    #expect(pinned.carriedPresets == ["calm", "大"])
    #expect(pinned.columns[0].default == "blue")
    #expect(try await settings(pinned, [:]) == ["MODE": "calm"])
    #expect(try await settings(pinned, ["preset": "大"]) == ["MODE": "fast", "SPEED": "slow"])
    #expect(try await settings(pinned, ["preset": "gone"]) == "preset-not-carried")
    // Pinned again, nothing is lost.
    let again = try WorkflowDefinition(yaml: pinned.pinnedYAML(), id: "x")
    #expect(again.carriedPresets == ["calm", "大"])
    #expect(try await settings(again, ["preset": "大"]) == ["MODE": "fast", "SPEED": "slow"])
    #expect(try await settings(again, [:]) == ["MODE": "calm"])
  }

  @Test func aJobsOwnCopyHoldsAbsoluteKeyFiles() throws {
    try folder.write(
      "services: {a: {url: 'http://a', key-file: keys/a.key}, b: {url: 'http://b', key-file: /etc/b.key}}",
      to: "keys/workflow.yaml")
    let definition = try #require(try library.load("keys"))
    let yaml = try definition.pinnedYAML()
    let pinned = try WorkflowDefinition(yaml: yaml, id: "job")
    let path = folder.path.appending("keys/keys/a.key")
    #expect(pinned.services.services.map(\.key) == [.file(path), .file("/etc/b.key")])
    #expect(yaml.contains(path.string))
    #expect(pinned.services == definition.services)
  }

  @Test func presetsCanSetWhatASettingsSheetSets() throws {
    let preset = try Preset(yaml: "settings: {priority: 3, retries: 1}", name: "p", of: workflow)
    #expect(preset.settings == [["priority", "3"], ["retries", "1"]])
    let error = #expect(throws: WorkflowError.self) {
      try Preset(yaml: "settings: {priorty: 3}", name: "p", of: workflow)
    }
    #expect(
      error?.problems.first?.message == "The key 'priorty' is not known in 'settings'. Did you mean 'priority'?"
    )
  }
}
