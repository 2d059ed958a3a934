import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct DifyImportTests {
  private func form(_ controls: [JSONValue], app: DifyApp = .workflow) -> DifyAppForm {
    DifyAppForm(
      name: "Product shots", description: "", app: app, controls: controls.compactMap(DifyControl.init))
  }

  private func text(_ controls: [JSONValue], app: DifyApp = .workflow) throws -> (WorkflowDefinition, [String]) {
    let options = DifyWorkflowText.Options(
      name: "shots", url: "http://dify.lan/", keyFile: "/etc/rowspool/dify key.key", app: app)
    let text = DifyWorkflowText(form(controls, app: app), options)
    return (try WorkflowDefinition(yaml: text.yaml, id: "shots"), text.notes)
  }

  private func control(_ type: String, _ variable: String, _ more: JSONObject = [:]) -> JSONValue {
    .object([type: .object((["variable": .string(variable), "label": .string(variable)] as JSONObject).merging(more))])
  }

  @Test func everyKindOfFieldHasItsColumn() throws {
    let (definition, notes) = try text([
      control("text-input", "title", ["label": "Title", "required": true, "max_length": 48, "default": "Cup"]),
      control("paragraph", "body", ["max_length": nil]), control("number", "qty", ["default": "2"]),
      control("select", "style", ["options": ["plain", "bold"], "default": "bold"]),
      control("checkbox", "hd", ["default": true]),
      control("file", "photo", ["required": true, "allowed_file_types": ["image"]]),
      control("file", "paper", ["allowed_file_types": ["document", "custom"]]),
      control("file-list", "refs", ["max_length": 2, "required": true]), control("json_object", "meta"),
    ])
    #expect(notes.isEmpty)
    #expect(
      definition.columns.map { "\($0.name) \($0.type.rawValue)\($0.required ? " required" : "")" } == [
        "title text required", "body paragraph", "qty number", "style choice", "hd boolean", "photo image required",
        "paper file", "refs_1 file required", "refs_2 file", "meta json",
      ])
    #expect(definition.columns[0].limits.maxLength == 48)
    #expect(definition.columns.map(\.default).compactMap { $0 } == ["Cup", 2, "bold", true])
    let inputs = try #require(definition.steps[0].settings.filled { .string("<\($0)>") }.object?["inputs"]?.object)
    #expect(inputs["refs"] == [["$file": "<refs_1>"], ["$file": "<refs_2>"]])
    #expect(inputs["paper"] == ["$file": "<paper>", "allow": ["document", "custom"]])
    #expect(definition.results.map(\.name) == ["text", "files", "outputs", "tokens"])
  }

  @Test func saysWhatCouldNotBeCarriedOver() throws {
    let (definition, notes) = try text([
      control("external_data_tool", "weather"), control("colour-picker", "tint"),
      control("select", "style", ["options": ["Bold", "bold "], "default": "thin"]),
      control("file-list", "refs", ["max_length": 20]),
    ])
    #expect(definition.columns.map(\.name) == ["tint", "style", "refs_1", "refs_2", "refs_3", "refs_4", "refs_5"])
    #expect(
      notes == [
        "The field 'weather' is filled in by Dify itself; it has no column.",
        "The field 'tint' is of the unknown type 'colour-picker'; its column is text.",
        "Two options of 'style' have the same text; there is one of them.",
        "The default of 'style' does not fit its own field and was left out.",
        "'refs' takes 20 files; there are columns for 5.",
      ])
  }

  @Test func oddNamesAndTitlesMakeAUsableWorkflow() throws {
    let label = "Say \"hi\": {{x}} # not a comment\nnext"
    let (definition, _) = try text([
      control("text-input", "标题", ["label": .string(label)]), control("text-input", "2nd", ["label": .string(label)]),
      control("text-input", "preset", ["label": ""]), control("text-input", "Title", ["label": "input"]),
      control("text-input", "title", ["label": "TITLE"]),
    ])
    #expect(definition.columns.count == 5)
    let inputs = definition.steps[0].settings.filled { .string("<\($0)>") }.object?["inputs"]?.object
    #expect(inputs?.names == ["标题", "2nd", "preset", "Title", "title"])
  }

  @Test func chatsHaveAQuestion() throws {
    let (definition, _) = try text([control("text-input", "query")], app: .advancedChat)
    #expect(definition.columns.map(\.name) == ["query", "query_2"])
    #expect(definition.steps[0].settings.filled { .string("<\($0)>") }.object?["query"] == "<query>")
    #expect(definition.results.map(\.name) == ["answer", "files", "tokens"])
  }

  @Test func anAppWithoutAFormIsAWorkflowToo() throws {
    #expect(try text([]).0.columns.isEmpty)
    #expect(DifyControl("text") == nil)
    #expect(DifyControl(["text-input": ["label": "no variable"]]) == nil)
  }
}
