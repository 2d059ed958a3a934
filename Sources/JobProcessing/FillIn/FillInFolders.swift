import FoundationEssentials
import Glibc
import JobModel
import Results
import Spool
import SystemPackage
import Workflows

/// Keeps the workbooks to fill in in the drop folders of their workflows.
///
/// Its calls read and write files and block for as long as that takes.
package struct FillInFolders: Sendable {
  /// What became of one workflow's workbook.
  package enum Outcome: Hashable, Sendable {
    case written
    case upToDate
    /// Somebody has it open: it is written again later.
    case leftAlone(reason: String)
    /// Somebody has changed it: it is left as it is, and a text beside it says what to do.
    case changed
    /// The workflow cannot be loaded, or the workbook not written.
    case failed(reason: String)
  }

  let configuration: Configuration

  package init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// The name of a workflow's workbook in its drop folder. It is never taken for a drop.
  package static func name(of workflow: String) -> String { "模板-\(workflow)-template.xlsx" }

  /// All workflows, or those named.
  package func update(_ names: [String]? = nil) -> [(workflow: String, outcome: Outcome)] {
    let library = WorkflowLibrary(searchPath: configuration.templates)
    var record = FillInRecord(configuration.spool)
    return (names ?? library.names()).map { name in (name, update(name, library, &record)) }
  }

  /// What tells whether a workbook was touched, of each workflow's that is there.
  func stamps(of workflows: [String]) -> [String: String] {
    var stamps: [String: String] = [:]
    for workflow in workflows {
      let path = configuration.incoming.appending(workflow).appending(Self.name(of: workflow))
      stamps[workflow] = FileIdentity(path)?.version
    }
    return stamps
  }

  private func update(_ name: String, _ library: WorkflowLibrary, _ record: inout FillInRecord) -> Outcome {
    do {
      guard let workflow = try library.load(name) else {
        return .failed(reason: "There is no workflow '\(name)'. Known are \(library.names().joined(separator: ", ")).")
      }
      let form = FillInForm(
        workflow, presets: library.presetNames(of: workflow), language: configuration.language(of: workflow))
      let folder = try Folder.open(configuration.incoming, called: "incoming", access: configuration.access)
        .makeFolder(workflow.id)
      let outcome = try write(form, into: folder.path, &record)
      try writeTexts(
        DropFolderText(workflow: workflow, presets: library.presetNames(of: workflow), language: form.language),
        into: folder, outcome, &record)
      return outcome
    } catch {
      return .failed(reason: "\(error)")
    }
  }

  /// A workbook of another version is replaced, unless it was changed: it is read-only, so a file that can be written
  /// is not the one we made.
  private func write(_ form: FillInForm, into folder: FilePath, _ record: inout FillInRecord) throws -> Outcome {
    let path = folder.appending(Self.name(of: form.workflow))
    let version = "\(form.version) \(form.language.rawValue)"
    let present = try FillInRecord.digest(of: path)
    if let present {
      guard record.isOurs(present, of: form.workflow) else { return .changed }
      if present == record.digest(of: form.workflow), record.version(of: form.workflow) == version { return .upToDate }
      if Self.isOpen(path) {
        return .leftAlone(reason: "\(path.lastComponent?.string ?? "") is open somewhere; it is written again later.")
      }
    }
    let draft = folder.appending(".\(Self.name(of: form.workflow)).new")
    _ = draft.withPlatformString { unlink($0) }
    try FillInWorkbook.write(form, to: draft, temporary: configuration.spool.appending("tmp"))
    if let group = configuration.access.group { _ = draft.withPlatformString { chown($0, UInt32.max, group) } }
    guard draft.withPlatformString({ chmod($0, 0o444) }) == 0, let digest = try FillInRecord.digest(of: draft) else {
      throw Errno(rawValue: errno)
    }
    try record.set(form.workflow, digest: digest, version: version, replacing: present)
    guard draft.withPlatformString({ from in path.withPlatformString { rename(from, $0) } }) == 0 else {
      throw Errno(rawValue: errno)
    }
    return .written
  }

  /// The read-me, and the hint beside a workbook that was filled in under its own name.
  private func writeTexts(
    _ text: DropFolderText, into folder: Folder, _ outcome: Outcome, _ record: inout FillInRecord
  ) throws {
    let workflow = text.workflow.id
    var texts = [("\(workflow)/\(IgnoredNames.readMe)", KeptText(name: IgnoredNames.readMe, text: text.readMe))]
    let hint = KeptText(name: IgnoredNames.saveAs, text: text.saveAs)
    let hintKey = "\(workflow)/\(IgnoredNames.saveAs)"
    if case .changed = outcome {
      texts.append((hintKey, hint))
    } else if record.digest(of: hintKey) != nil, try folder.has(hint.name) {
      try folder.remove(hint.name)
    }
    for (key, kept) in texts {
      let known = record.digest(of: key)
      if let digest = try kept.keep(in: folder, known: known), digest != known {
        try record.set(key, digest: digest, version: "")
      }
    }
  }

  /// Whether an office program's lock file lies beside it.
  private static func isOpen(_ path: FilePath) -> Bool {
    guard let name = path.lastComponent?.string else { return false }
    let folder = path.removingLastComponent()
    // Excel leaves the first two characters out of long names.
    return ["~$\(name)", "~$\(name.dropFirst(2))", ".~lock.\(name)#"].contains {
      folder.appending($0).withPlatformString { access($0, F_OK) } == 0
    }
  }
}
