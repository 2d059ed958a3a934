import Glibc
import JobModel
import SystemPackage

/// Checks a recipe beside the rest of its workflow: whether its files are files, its own names known, and its graph
/// one that its values fit.
struct RecipeCheck {
  let recipe: HTTPRecipe
  let step: StepDefinition
  let workflow: WorkflowDefinition
  let settings: YAMLValue

  func run() {
    for file in recipe.requests.flatMap(\.files) { check(file: file) }
    for graph in recipe.requests.flatMap(\.values).flatMap(\.graphs) { check(graph) }
    checkOwnNames()
    for condition in recipe.conditions {
      for case .local(let reference) in condition.references {
        settings.report("unknown-name", "'\(settings.name)': a condition cannot ask for '{{\(reference)}}'.")
      }
    }
  }

  // MARK: Files

  private func check(file: ValueRecipe) {
    for leaf in file.leaves {
      switch leaf {
      case .reference(let reference): check(fileReference: reference)
      case .literal(let value): check(fileName: value.plainText)
      default:
        settings.report(
          "file", "'\(settings.name)': a file is named by a column or a step's output alone, as in \"{{image}}\".")
      }
    }
  }

  private func check(fileReference reference: Reference) {
    let type: ColumnType? =
      switch reference {
      case .column(let name): workflow.column(named: name)?.type
      case .output(let step, let name):
        workflow.steps.first { $0.name == step }?.outputs.first { $0.name == name }?.type
      case .pipeline: .image
      case .local: .text
      }
    // What is not there at all is reported elsewhere.
    guard let type, !type.isFile else { return }
    settings.report(
      "file",
      """
      '\(settings.name)' uses '{{\(reference)}}' as a file, but it is of the type \(type.rawValue). \
      Files come from columns of the type image or file, and from steps that make files.
      """)
  }

  private func check(fileName name: String) {
    guard !name.isEmpty else { return }
    let path = FilePath(name)
    guard !path.isAbsolute, path.isLexicallyNormal, !path.components.contains("..") else {
      settings.report("file", "'\(settings.name)': '\(name)' must lie beside the workflow: name it without a folder.")
      return
    }
    guard let folder = workflow.folder, access(folder.appending(path.components).string, R_OK) != 0 else { return }
    settings.report("file", "'\(settings.name)': there is no file '\(name)' beside the workflow.")
  }

  // MARK: Graphs

  private func check(_ recipe: GraphRecipe) {
    guard let folder = workflow.folder else { return }
    do throws(Failure) {
      var graph = try ComfyGraph(file: recipe.file, in: folder, step: step.name)
      for value in recipe.values {
        do throws(Failure) {
          try graph.put(.null, into: value.input, of: value.node)
        } catch {
          settings.report("graph", error.message.english)
        }
      }
    } catch {
      settings.report("graph", error.message.english)
    }
  }

  // MARK: Names

  private func checkOwnNames() {
    let uploads = recipe.uploads.map(\.name)
    for (index, upload) in recipe.uploads.enumerated() {
      check(upload.request, uploads: Array(uploads.prefix(index)), knows: [])
    }
    check(recipe.request, uploads: uploads, knows: [])
    for request in (recipe.poll.map { [$0.request] + ($0.missing.map { [$0.request] } ?? []) } ?? []) {
      check(request, uploads: uploads, knows: [.remote])
    }
    for request in recipe.cancel { check(request, uploads: uploads, knows: [.remote, .reply]) }
    for source in recipe.outputs.flatMap(\.sources) {
      guard case .request(let request, let each) = source else { continue }
      check(request, uploads: uploads, knows: each == nil ? [.remote, .reply] : [.remote, .reply, .item])
    }
  }

  private enum Knowledge {
    case remote, reply, item
  }

  private func check(_ request: RequestRecipe, uploads: [String], knows known: Set<Knowledge>) {
    for case .local(let reference) in request.values.flatMap(\.references) {
      let isKnown: Bool =
        switch reference {
        case .remote: known.contains(.remote) && !recipe.remote.isEmpty
        case .reply: known.contains(.reply)
        case .item: known.contains(.item)
        case .upload(let name, _): uploads.contains(name)
        case .job, .row, .attempt, .id: true
        }
      if isKnown { continue }
      if case .upload(let name, _) = reference {
        let hint = Spelling.nearest(to: name, in: uploads).map { " Did you mean '\($0)'?" } ?? ""
        settings.report("unknown-name", "'\(settings.name)': there is no upload '\(name)' before this.\(hint)")
      } else {
        settings.report("unknown-name", "'\(settings.name)': '{{\(reference)}}' is not known where it is used.")
      }
    }
  }
}
