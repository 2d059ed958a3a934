import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct WorkflowDefinitionTests {
  @Test func readsEverythingThatAFileCanSay() throws {
    let definition = try Samples.workflow(
      """
      titles: {en: Cups, zh: 杯子}
      description: Paints cups
      language: zh
      columns:
        - name: colour
          titles: {en: Colour, zh: 颜色}
          aliases: [color]
          type: choice
          required: true
          choices: [red, {value: blue, titles: {en: Blue, zh: 蓝}}]
          default: 蓝
        - {name: count, type: integer, min: 1, max: 9, default: 2}
      steps:
        - name: paint
          when: {column: colour, equals: red}
          timeout: 90s
          command:
            run: [paint, "{{colour}}"]
            outputs: {cup: {file: "cup.*", type: image}, note: {type: text}}
      results:
        - {name: cup, titles: {en: Cup}}
        - {name: remark, from: "{{paint.note}}"}
      limits: {concurrency: 3, perMinute: 60, timeout: 10m, maxRows: 500}
      retry: {attempts: 2, delays: [250ms, 2s, 1.5h], onUnknown: retry}
      badRows: reject
      estimate: {secondsPerRow: 1.5, costPerRow: 0.2, currency: CNY}
      """)
    #expect(definition.titles == Titles(english: "Cups", chinese: "杯子"))
    #expect(definition.description == Titles(english: "Paints cups", chinese: "Paints cups"))
    #expect(definition.language == .simplifiedChinese)
    #expect(definition.columns.map(\.name) == ["colour", "count"])
    #expect(definition.columns[0].choices.map(\.value) == ["red", "blue"])
    #expect(definition.columns[0].default == "blue")
    #expect(definition.columns[1].limits == ColumnLimits(min: 1, max: 9))
    #expect(definition.steps[0].timeout == .seconds(90))
    #expect(definition.steps[0].when == .equals(.column("colour"), "red"))
    #expect(
      definition.results.map(\.from) == [.output(step: "paint", name: "cup"), .output(step: "paint", name: "note")])
    #expect(definition.results.map(\.type) == [.image, .text])
    #expect(definition.limits.perMinute == 60)
    #expect(definition.limits.timeout == .seconds(600))
    #expect(definition.retry.delays == [.milliseconds(250), .seconds(2), .seconds(5400)])
    #expect(definition.retry.onUnknown == .retry)
    #expect(definition.badRows == .reject)
    #expect(definition.estimate?.currency == "CNY")
  }

  @Test func mayHaveNoSteps() throws {
    let definition = try Samples.workflow("columns: [{name: text}]")
    #expect(definition.steps.isEmpty)
    #expect(definition.language == nil)
    #expect(definition.results.isEmpty)
    #expect(definition.retry == RetrySettings())
    #expect(definition.retry.delays == [.seconds(60), .seconds(300), .seconds(900)])
  }

  @Test func showsAllOutputsWhereNoResultsAreNamed() throws {
    let definition = try Samples.workflow(
      """
      steps:
        - {name: a, command: {run: [x], outputs: {note: {}, size: {type: integer}}}}
        - {name: b, command: {run: [y], outputs: {note: {}}}}
      """)
    #expect(definition.results.map(\.name) == ["a_note", "size", "b_note"])
  }

  @Test func reportsEveryProblemWithItsLine() {
    let problems = Samples.problems(
      """
      colunms: []
      columns:
        - {name: größe}
        - name: size
          requird: true
          type: integr
        - {name: size, type: integer, default: many}
        - {name: note, min: 3}
        - {type: text}
      steps:
        - name: paint
          comand: {run: [x]}
        - name: cut
          command: {run: ["{{sise}}", "{{later.x}}"], outputs: {x: {}}}
        - name: later
          timeout: soon
          command: {run: [x, "{{oops"], outputs: {x: {}}}
      results:
        - {name: x, from: cut.y}
      limits: {concurrency: 0}
      retry: {onUnknown: never}
      badRows: 7
      """)
    #expect(
      problems == [
        "workflow.yaml, line 1: The key 'colunms' is not known. Did you mean 'columns'?",
        """
        workflow.yaml, line 3: The name 'größe' cannot be used. A name is a letter, then letters, digits and '_' \
        (a to z; other scripts belong into 'titles').
        """,
        "workflow.yaml, line 5: The key 'requird' is not known in 'columns, size'. Did you mean 'required'?",
        """
        workflow.yaml, line 6: 'columns, size, type' must be one of text, paragraph, integer, number, boolean, date, \
        choice, list, image, file, url, json. Did you mean 'integer'?
        """,
        "workflow.yaml, line 7: The value of 'size' cannot be used: 'many' is not a whole number. Write digits only.",
        "workflow.yaml, line 8: 'min' means nothing for a column of type text ('note').",
        "workflow.yaml, line 9: The key 'name' is missing in 'columns, 5'.",
        """
        workflow.yaml, line 11: 'steps, paint' must have exactly one of the keys 'image', 'command', 'http', 'dify', with what to do \
        below it.
        """,
        "workflow.yaml, line 12: The key 'comand' is not known in 'steps, paint'. Did you mean 'command'?",
        """
        workflow.yaml, line 13: 'steps, cut' uses '{{sise}}', which is no column and no earlier step's output. \
        Did you mean '{{size}}'?
        """,
        "workflow.yaml, line 13: 'steps, cut' uses '{{later.x}}', but that step does not come before it.",
        """
        workflow.yaml, line 14: 'steps, cut, command, run': the program itself cannot come from a row. Name it, and \
        give values as arguments.
        """,
        "workflow.yaml, line 16: 'steps, later, timeout' must be a duration such as 250ms, 2s, 5m or 1h.",
        "workflow.yaml, line 17: '{{' without '}}'. Write '\\{{' for two braces that mean nothing.",
        """
        workflow.yaml, line 19: 'results, x' uses '{{cut.y}}', which is no column and no earlier step's output. \
        Did you mean '{{cut.x}}'?
        """,
        "workflow.yaml, line 20: 'limits, concurrency' must be a whole number from 1 to 10000.",
        "workflow.yaml, line 21: 'retry, onUnknown' must be one of ask, retry.",
        "workflow.yaml, line 22: 'badRows' must be one of run, reject.",
      ])
  }

  @Test func refusesTwoColumnsWithOneHeader() {
    #expect(
      Samples.problems(
        """
        columns:
          - {name: image, titles: {zh: 图片}}
          - {name: photo, aliases: [图片]}
          - {name: IMAGE}
        """) == [
          "workflow.yaml, line 2: There are two of the column 'IMAGE'.",
          "workflow.yaml, line 2: The header '图片' means both 'image' and 'photo'.",
          "workflow.yaml, line 2: The header 'IMAGE' means both 'image' and 'IMAGE'.",
        ])
  }

  @Test func saysWhereAFileIsNotYAML() {
    #expect(
      Samples.problems("columns:\n  - {name: a\nsteps: [") == [
        "workflow.yaml, line 3: This is not YAML: did not find expected ',' or '}'."
      ])
    #expect(Samples.problems("") == ["workflow.yaml: The file is empty."])
    #expect(
      Samples.problems("- a") == ["workflow.yaml, line 1: The file must be a mapping ('key: value' lines)."])
    #expect(
      Samples.problems("limits: {}\nlimits: {}") == ["workflow.yaml, line 1: The key 'limits' stands here twice."])
  }

  @Test func explainsBracesWithoutQuotationMarks() {
    #expect(
      Samples.problems("columns: [{name: a}]\nsteps:\n  - image:\n      input: {{a}}") == [
        "workflow.yaml, line 4: A key must be a text. Put {{…}} between quotation marks: \"{{column}}\"."
      ])
  }

  @Test func refusesAnchorsAndBombs() {
    let refusal = "Anchors and aliases ('&name', '*name') are not used here. Write the values out."
    #expect(Samples.problems("titles: &t {en: a}\ndescription: *t") == ["workflow.yaml, line 1: \(refusal)"])
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...30 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    bomb += "? *a30\n: x\n"
    #expect(Samples.problems(bomb) == ["workflow.yaml: \(refusal)"])
    let deep = Samples.problems(String(repeating: "[", count: 100_000))
    #expect(deep.count == 1)
    #expect(deep.first?.hasPrefix("workflow.yaml, line 1: This is not YAML: ") == true)
    #expect(
      Samples.problems(String(repeating: "# long\n", count: 200_000)) == [
        "workflow.yaml: The file is larger than 1024 KiB."
      ])
  }

  @Test func keepsTextThatLooksLikeSomethingElse() throws {
    let definition = try Samples.workflow(
      "columns: [{name: code, default: 007}, {name: answer, type: choice, choices: [no, 'yes', 1.50]}]")
    #expect(definition.columns[0].default == "007")
    #expect(definition.columns[1].choices.map(\.value) == ["no", "yes", "1.50"])
  }
}
