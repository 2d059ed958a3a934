import ArgumentParser
import Glibc
import JobProcessing
import SystemPackage
import Workflows

/// Lists, adds and removes presets: `presets/<name>.yaml` beside a workflow.
struct PresetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preset", abstract: "List, add and remove presets: named sets of values, prompts above all.",
    discussion: """
      A preset is chosen by its drop folder incoming/<workflow>/<preset>, on the Settings sheet, or row by row in a \
      column 'preset' (预设). A running server makes the drop folder within half a minute.
      """,
    subcommands: [PresetListCommand.self, PresetAddCommand.self, PresetRemoveCommand.self])
}

struct PresetListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the presets of a workflow, or of all.")

  @OptionGroup var options: SpoolOptions

  @Argument(help: "The workflow; all of them unless given.")
  var workflow: String?

  func run() throws {
    let library = WorkflowLibrary(searchPath: try options.configuration().templates)
    var table = TextTable(columns: ["Workflow", "Preset", "Title", "标题"].map { TextTable.Column(title: $0, most: 60) })
    var broken: [String] = []
    for name in try workflow.map({ [try PresetTarget.workflow($0, library).id] }) ?? library.names() {
      guard let definition = try? library.load(name) else {
        broken.append("The workflow '\(name)' has a mistake: run rowspool check \(name)")
        continue
      }
      for preset in library.presetNames(of: definition) {
        let titles = (try? library.preset(preset, of: definition))?.titles
        if titles == nil { broken.append("The preset '\(preset)' has a mistake: run rowspool check \(name)") }
        table.rows.append(
          [definition.id, preset, titles?.english ?? "", titles?.chinese ?? ""].map { TextTable.Cell($0) })
      }
    }
    for line in table.lines(for: Terminal.output) { Terminal.output.line(line) }
    for sentence in broken { Terminal.errors.line(sentence) }
  }
}

struct PresetAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a preset to a workflow.",
    discussion: "Such as: rowspool preset add product-photo 白底大图 background=white size=2000 --title zh=白底大图")

  @OptionGroup var options: SpoolOptions

  @Argument(help: "The workflow.")
  var workflow: String

  @Argument(help: "The preset's name; its drop folder has it too.")
  var name: String

  @Argument(help: ArgumentHelp("A column and its value.", valueName: "column=value"))
  var values: [String] = []

  @Option(name: .long, help: ArgumentHelp("A title, such as en=White.", valueName: "en|zh=title"))
  var title: [String] = []

  @Option(name: .long, help: "Take the preset from a YAML file instead ('-' for standard input).", completion: .file())
  var from: String?

  @Flag(name: .long, help: "Replace the preset if there is one of that name.")
  var replace = false

  func validate() throws {
    if from != nil, !values.isEmpty || !title.isEmpty {
      throw ValidationError("Give either --from, or values and titles.")
    }
    if from == nil, values.isEmpty { throw ValidationError("Say what the preset sets: column=value, or --from FILE.") }
  }

  func run() throws {
    let target = try PresetTarget(workflow, options)
    let text = try from.map { try PresetTarget.text(of: $0) } ?? target.folder.text(titles: titles(), values: pairs())
    let file = try PresetTarget.reporting { try target.folder.add(name, text: text, replacing: replace) }
    Terminal.output.line("\(file)")
  }

  private func pairs() throws -> [(name: String, value: String)] {
    try values.map { text in
      guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
        throw ValidationError("'\(text)' is no column=value.")
      }
      return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
  }

  private func titles() throws -> Titles {
    var titles = Titles()
    for text in title {
      let parts = text.split(separator: "=", maxSplits: 1).map { String($0) }
      switch (parts.first, parts.count) {
      case ("en", 2): titles.english = parts[1]
      case ("zh", 2): titles.chinese = parts[1]
      default: throw ValidationError("'--title \(text)' must be en=TITLE or zh=TITLE.")
      }
    }
    return titles
  }
}

struct PresetRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a preset from a workflow.",
    discussion: "Jobs that use it have copies of their own, and go on with it.")

  @OptionGroup var options: SpoolOptions

  @Argument(help: "The workflow.")
  var workflow: String

  @Argument(help: "The preset.")
  var name: String

  func run() throws {
    let target = try PresetTarget(workflow, options)
    let removed = try PresetTarget.reporting { try target.folder.remove(name) }
    Terminal.output.line("The preset '\(removed)' of '\(target.workflow.id)' is removed.")
    // Presets can be looked after where there is no spool.
    guard let (spool, configuration) = try? options.open() else { return }
    let jobs = try PresetUse.jobs(of: removed, workflow: target.workflow.id, in: spool)
    for job in jobs { Terminal.output.line("Job \(job) still uses it, and keeps its copy.") }
    let folder = configuration.incoming.appending(target.workflow.id).appending(removed)
    if rmdir(folder.string) != 0, errno != ENOENT {
      Terminal.output.line("Its drop folder \(folder) is left: \(String(cString: strerror(errno))).")
    }
  }
}
