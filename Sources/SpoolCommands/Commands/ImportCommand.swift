import ArgumentParser
import Foundation
import Glibc
import HTTPTransfer
import JobModel
import JobProcessing
import SystemPackage
import Workflows

/// Makes workflows of what other programs have.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a workflow of an app that is there already.",
    subcommands: [ImportDifyCommand.self])
}

/// Asks a Dify app for its form and writes the workflow for it.
struct ImportDifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dify", abstract: "Make a workflow of a Dify app.",
    discussion: """
      Reads the app's form from its server and writes workflow.yaml and README.md into a folder of the workflows. \
      Nothing is run. The key is read from its file, which nobody else may read, and is not copied anywhere.
      """)

  @OptionGroup var options: SpoolOptions

  @Option(name: .long, help: "The API's address, such as https://api.dify.ai/v1 or http://HOST; '/v1' is added.")
  var url: String

  @Option(name: .long, help: "The file with the app's key (app-…).", completion: .file())
  var keyFile: String

  @Option(name: .long, help: "The workflow's name; made of the app's unless given.")
  var name: String?

  @Option(name: .long, help: "The app's kind, where the server does not say: \(Self.kinds).")
  var app: String?

  @Option(name: .long, help: "The folder of workflows to write into; the first one of the configuration unless given.")
  var templates: String?

  @Flag(name: .long, help: "Replace the workflow if there is one of that name.")
  var force = false

  private static let kinds = DifyApp.allCases.map(\.rawValue).joined(separator: ", ")

  func validate() throws {
    if let app, DifyApp(rawValue: app) == nil { throw ValidationError("--app must be one of \(Self.kinds).") }
    if let name, Self.folderName(name) != name {
      throw ValidationError("--name '\(name)' cannot be a workflow's name: take letters, digits and dashes.")
    }
  }

  func run() async throws {
    let keyPath = SpoolOptions.workingFolder.pushing(FilePath(keyFile)).lexicallyNormalized()
    let client = HTTPClient()
    defer { client.shutDown() }
    let form = try await Self.form(DifyAppReader(http: client), url, keyPath)
    guard let kind = app.flatMap(DifyApp.init) ?? form.app else {
      throw CommandFailure(
        EX_DATAERR, "The server does not say what kind of app this is. Add --app with one of \(Self.kinds).")
    }
    let name = name ?? Self.folderName(form.name.isEmpty ? "dify-app" : form.name)
    let text = DifyWorkflowText(form, .init(name: name, url: url, keyFile: keyPath, app: kind))
    let folder = try ImportFolder(try folder().appending(name), mayReplace: force)
    try folder.write(text, name: name)
    Terminal.output.line("The workflow '\(name)' is in \(folder.path).")
    for note in text.notes { Terminal.output.line("Note: \(note)") }
    if kind == .workflow {
      Terminal.output.line(
        "Name the app's own outputs under 'outputs:' in workflow.yaml; the server does not tell them.")
    }
  }

  private func folder() throws -> FilePath {
    if let templates { return SpoolOptions.workingFolder.pushing(FilePath(templates)).lexicallyNormalized() }
    guard let first = try options.configuration().templates.first else {
      throw CommandFailure(EX_CONFIG, "There is no folder of workflows. Add --templates.")
    }
    return first
  }

  private static func form(_ reader: DifyAppReader, _ url: String, _ keyFile: FilePath) async throws -> DifyAppForm {
    do throws(Failure) {
      return try await reader.read(url: url, keyFile: keyFile)
    } catch {
      let status: Int32 =
        switch error.class {
        case .auth: EX_NOPERM
        case .invalid, .blocked: EX_DATAERR
        default: EX_UNAVAILABLE
        }
      throw CommandFailure(status, error.message.english)
    }
  }

  /// Lower-case letters and digits of any script, with dashes between them.
  private static func folderName(_ text: String) -> String {
    // The ending stands for a file's, which a job's name leaves out.
    JobID.slug(of: text + ".app").lowercased()
  }
}
