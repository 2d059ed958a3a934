import Glibc
import JobProcessing
import SystemPackage
import Workflows

/// The workflow that a `preset` command is about.
struct PresetTarget {
  let workflow: WorkflowDefinition
  let folder: PresetFolder

  /// - Throws: `CommandFailure` where there is no such workflow, or it has mistakes.
  init(_ name: String, _ options: SpoolOptions) throws {
    let library = WorkflowLibrary(searchPath: try options.configuration().templates)
    workflow = try Self.workflow(name, library)
    guard let folder = PresetFolder(workflow, library) else {
      throw CommandFailure(EX_NOINPUT, "The workflow '\(name)' has no folder.")
    }
    self.folder = folder
  }

  static func workflow(_ name: String, _ library: WorkflowLibrary) throws -> WorkflowDefinition {
    do throws(WorkflowError) {
      if let found = try library.load(name) { return found }
    } catch {
      throw CommandFailure(EX_CONFIG, "The workflow '\(name)' cannot be used. \(error)")
    }
    let names = library.names()
    let hint =
      Spelling.nearest(to: name, in: names).map { "Did you mean '\($0)'?" }
      ?? (names.isEmpty ? "There are none." : "There are: \(names.joined(separator: ", ")).")
    throw CommandFailure(EX_NOINPUT, "There is no workflow '\(name)'. \(hint)")
  }

  /// Errors of presets as those of a command.
  static func reporting<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let refusal as PresetFolder.Refusal {
      let status: Int32 =
        switch refusal.errno {
        case nil: EX_DATAERR
        case EACCES, EPERM, EROFS: EX_NOPERM
        default: EX_CANTCREAT
        }
      throw CommandFailure(status, refusal.description)
    } catch let error as WorkflowError {
      throw CommandFailure(EX_DATAERR, error.description)
    }
  }

  /// The text of a file, or of standard input. Blocks.
  static func text(of file: String) throws -> String {
    let descriptor: FileDescriptor
    do {
      descriptor = try file == "-" ? .standardInput : .open(FilePath(file), .readOnly, options: [.closeOnExec])
    } catch {
      throw CommandFailure(EX_NOINPUT, "The file \(file) cannot be read: \(error).")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // More than any preset has; the rest is not read.
    while bytes.count < 4 << 20 {
      let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
