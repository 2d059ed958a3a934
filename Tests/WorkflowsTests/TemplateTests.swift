import JobModel
import Testing

@testable import Workflows

@Suite struct TemplateTests {
  private func template(_ yaml: String) throws -> Template {
    let definition = try Samples.workflow(
      """
      columns: [{name: a}, {name: b, type: json}, {name: c}]
      steps:
        - name: s
          command:
            run: [x]
            environment:
              V: \(yaml)
      """)
    guard case .object(let members) = definition.steps[0].settings,
      case .object(let variables)? = members.last?.value, let value = variables.first?.value
    else { throw WorkflowError(problems: []) }
    return value
  }

  private func filled(_ yaml: String, _ values: JSONObject) throws -> JSONValue {
    try template(yaml).filled { reference in
      if case .column(let name) = reference { values[name] ?? .null } else { .null }
    }
  }

  @Test func aNameAloneKeepsItsType() throws {
    #expect(try filled("'{{a}}'", ["a": 7]) == 7)
    #expect(try filled("'{{ b }}'", ["b": ["x": [1]]]) == ["x": [1]])
    #expect(try filled("'{{a}}'", [:]) == .null)
  }

  @Test func besideTextTheValueIsText() throws {
    #expect(try filled("'{{a}} px, {{b}}{{c}}!'", ["a": 7, "b": [1, true]]) == "7 px, [1,true]!")
  }

  @Test func aCellCannotChangeTheShape() throws {
    let evil = "\", \"x\": {{c}}\n- y: *z"
    #expect(
      try filled(#"{k: ["{{a}}", "<{{a}}>"]}"#, ["a": .string(evil), "c": "secret"])
        == ["k": [.string(evil), .string("<\(evil)>")]])
  }

  @Test func backslashWritesTwoBraces() throws {
    #expect(try filled(#"'\{{a}} is {{a}}, {x} }}'"#, ["a": 1]) == "{{a}} is 1, {x} }}")
    #expect(try filled(#"'\{{a}}'"#, ["a": 1]) == "{{a}}")
  }

  @Test func leavesPlainValuesAlone() throws {
    #expect(try filled("[1, 1.5, true, null, no, 007, '1']", [:]) == [1, 1.5, true, nil, "no", "007", "1"])
  }

  @Test(arguments: ["{{a b}}", "{{}}", "{{a.b.c}}", "{{ä}}"])
  func refusesWhatIsNoName(_ text: String) {
    let name = String(text.dropFirst(2).dropLast(2))
    #expect(
      Samples.problems("columns: [{name: a}]\nsteps: [{name: s, command: {run: [x, '\(text)']}}]") == [
        """
        workflow.yaml, line 2: '{{\(name)}}' is not a column's name, nor a step's and its output's \
        ('{{step.output}}').
        """
      ])
  }
}

@Suite struct ConditionTests {
  private func holds(_ yaml: String, _ values: JSONObject) throws -> Bool {
    let definition = try Samples.workflow(
      """
      columns: [{name: a}, {name: b}]
      steps:
        - name: s
          when: \(yaml)
          command: {run: [x]}
      """)
    return try #require(definition.steps[0].when).holds { reference in
      if case .column(let name) = reference { values[name] ?? .null } else { .null }
    }
  }

  @Test func aColumnHoldsWhenItSaysSomething() throws {
    for value: JSONValue in ["x", 1, 0.5, true, ["x"]] { #expect(try holds("a", ["a": value])) }
    for value: JSONValue in ["", 0, 0.0, false, [], nil] { #expect(try !holds("'{{a}}'", ["a": value])) }
    #expect(try !holds("{column: a}", [:]))
  }

  @Test func comparesWithoutCaseAndWidth() throws {
    #expect(try holds("{column: a, equals: png}", ["a": "ＰＮＧ"]))
    #expect(try holds("{column: a, equals: 3}", ["a": 3.0]))
    #expect(try holds("{column: a, equals: yes}", ["a": "Yes"]))
    #expect(try !holds("{column: a, equals: png}", ["a": "jpg"]))
    #expect(try !holds("{column: a, equals: true}", ["a": false]))
  }

  @Test func looksIntoLists() throws {
    #expect(try holds("{column: a, has: upscale}", ["a": ["crop", "Upscale"]]))
    #expect(try holds("{column: a, has: upscale}", ["a": "upscale"]))
    #expect(try !holds("{column: a, has: upscale}", ["a": ["crop"]]))
    #expect(try !holds("{column: a, has: upscale}", [:]))
  }

  @Test func combines() throws {
    let yaml = "{any: [{all: [a, {not: b}]}, {column: b, equals: 2}]}"
    #expect(try holds(yaml, ["a": 1]))
    #expect(try holds(yaml, ["b": 2]))
    #expect(try !holds(yaml, ["a": 1, "b": 1]))
  }

  @Test func reportsWhatItCannotRead() {
    func problems(_ yaml: String) -> [String] {
      Samples.problems("columns: [{name: a}]\nsteps:\n  - name: s\n    when: \(yaml)\n    command: {run: [x]}")
    }
    #expect(
      problems("{colum: a}") == [
        "workflow.yaml, line 4: The key 'colum' is not known in 'steps, s, when'. Did you mean 'column'?",
        """
        workflow.yaml, line 4: 'steps, s, when' must be one of: a column's name, 'column' with 'has' or 'equals', \
        'not', 'any', 'all'.
        """,
      ])
    #expect(
      problems("{column: a, has: 1, equals: 2}") == [
        "workflow.yaml, line 4: 'steps, s, when' has both 'has' and 'equals'. Put them below 'all'."
      ])
    #expect(
      problems("b") == [
        "workflow.yaml, line 3: 'steps, s' uses '{{b}}', which is no column and no earlier step's output. Known are a."
      ])
  }
}
