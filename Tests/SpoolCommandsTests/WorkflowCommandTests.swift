import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import Testing

/// `check` of workflows, and `preset`, by the built program.
@Suite struct WorkflowCommandTests {
  private let spool: CommandedSpool

  init() throws {
    spool = try CommandedSpool()
  }

  private var templates: FilePath { spool.folder.appending("templates") }

  private func add(_ files: [String: String]) throws {
    for (name, text) in files {
      let path = templates.appending(FilePath(name).components)
      try FileManager.default.createDirectory(
        atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path.string))
    }
  }

  private func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(
      arguments + ["--spool", spool.path.string, "--config", "templates=\(templates)"], in: spool.folder)
  }

  // MARK: check

  @Test func aCleanWorkflowIsSaidToBeSo() throws {
    try add([
      "cups/workflow.yaml": "columns: [{name: a, required: true}]\nsteps: [{name: s, command: {run: [cat]}}]",
      "cups/presets/x.yaml": "values: {a: b}", "cups/samples/rows.csv": "a\n1\n2\n",
    ])
    let text = """
      cups
        ok     workflow.yaml: 1 columns, 1 steps, 0 result columns
        ok     preset x
        ok     program cat
        ok     samples/rows.csv: all rows can be used

      """
    for argument in ["cups", "CUPS", "templates/cups", "./templates/cups/", "--all"] {
      let result = try run("check", argument)
      #expect(result.status == 0, "\(argument): \(result.errors)")
      #expect(result.output == text.replacingOccurrences(of: "cups\n", with: argument == "CUPS" ? "CUPS\n" : "cups\n"))
    }
  }

  @Test func everyMistakeIsNamedWithItsLine() throws {
    try add([
      "cups/workflow.yaml": "columns: [{name: a, required: true}]\nsteps: [{name: s, command: {run: [./none]}}]",
      "cups/presets/x.yaml": "values: {b: c}", "cups/samples/rows.csv": "b\n1\n",
      "mugs/workflow.yaml": "colums: []\n",
    ])
    let cups = try run("check", "cups")
    #expect(cups.status == EX_DATAERR)
    #expect(
      cups.output.contains("  fault  presets/x.yaml, line 1: The key 'b' is not known in 'values'. Known are a.\n"))
    #expect(
      cups.output.contains("  fault  step 's' needs the program './none', which is not there or not executable.\n"))
    #expect(cups.output.contains("  fault  samples/rows.csv: "))
    let all = try run("check", "--all")
    #expect(all.status == EX_DATAERR)
    #expect(all.errors == "rowspool: Something is wrong with cups, mugs.\n")
    #expect(
      all.output.contains(
        "mugs\n  fault  workflow.yaml, line 1: The key 'colums' is not known. Did you mean 'columns'?\n"))
  }

  @Test func aDropOfTheSameNameIsStillADrop() throws {
    try add(["cups/workflow.yaml": "columns: [{name: a, required: true}]"])
    try spool.write("a\n1\n", to: "cups")
    let result = try run("check", "cups")
    #expect(!result.output.contains("workflow.yaml"))
    #expect(try run("check", "nothing").status == EX_NOINPUT)
    #expect(try run("check").status == EX_USAGE)
    #expect(try run("check", "cups", "--all").status == EX_USAGE)
  }

  @Test func everyTemplateIsClean() throws {
    let own = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    let result = try CommandRun(
      ["check", "--all", "--spool", spool.path.string, "--config", "templates=\(own.appending("templates"))"],
      in: spool.folder)
    #expect(result.status == 0, "\(result.output.split(separator: "\n").filter { $0.contains("  fault ") })")
  }

  // MARK: preset

  @Test func presetsAreAddedListedAndRemoved() throws {
    try add(["cups/workflow.yaml": "columns: [{name: colour, titles: {zh: 颜色}}, {name: size, type: integer}]"])
    let added = try run("preset", "add", "cups", "极简白", "颜色=白=#fff", "size=7", "--title", "en=White", "--title", "zh=白")
    #expect(added.errors == "")
    #expect(added.output == "\(templates)/cups/presets/极简白.yaml\n")
    #expect(
      try run("preset", "list").output == """
        Workflow  Preset  Title  标题
        cups      极简白  White  白

        """)
    let again = try run("preset", "add", "cups", "极简白", "size=8")
    #expect(again.status == EX_DATAERR)
    #expect(again.errors == "rowspool: The workflow 'cups' has a preset '极简白' already. Remove it first.\n")
    #expect(try run("preset", "add", "cups", "极简白", "size=8", "--replace").status == 0)
    #expect(try run("preset", "remove", "cups", "极简").status == EX_DATAERR)
    let removed = try run("preset", "remove", "cups", "极简白")
    #expect(removed.output == "The preset '极简白' of 'cups' is removed.\n")
    #expect(try run("preset", "list", "cups").output == "Workflow  Preset  Title  标题\n")
  }

  @Test func aPresetComesFromAFileToo() throws {
    try add(["cups/workflow.yaml": "columns: [{name: a}]"])
    try spool.write("values: {a: b}\n# kept\n", to: "p.yaml")
    #expect(try run("preset", "add", "cups", "p", "--from", "p.yaml").status == 0)
    #expect(
      try String(contentsOfFile: templates.appending("cups/presets/p.yaml").string, encoding: .utf8)
        == "values: {a: b}\n# kept\n")
    try spool.write("values: {c: b}\n", to: "q.yaml")
    let wrong = try run("preset", "add", "cups", "q", "--from", "q.yaml")
    #expect(wrong.status == EX_DATAERR)
    #expect(wrong.errors == "rowspool: presets/q.yaml, line 1: The key 'c' is not known in 'values'. Known are a.\n")
    #expect(try run("preset", "add", "cups", "p2", "--from", "none.yaml").status == EX_NOINPUT)
    #expect(try run("preset", "add", "cups", "p2").status == EX_USAGE)
    #expect(try run("preset", "add", "mugs", "p2", "a=b").status == EX_NOINPUT)
  }

  @Test func removingSaysWhichJobsGoOnWithTheirCopies() throws {
    try add(["cups/workflow.yaml": "columns: [{name: a}]", "cups/presets/p.yaml": "values: {a: b}"])
    let job = try spool.addJob(of: "cups", preset: "p")
    try FileManager.default.createDirectory(
      atPath: spool.path.appending("incoming/cups/p").string, withIntermediateDirectories: true)
    let removed = try run("preset", "remove", "cups", "p")
    #expect(
      removed.output == """
        The preset 'p' of 'cups' is removed.
        Job \(job) still uses it, and keeps its copy.

        """)
    #expect(try spool.names(in: "incoming/cups") == [])
  }
}
