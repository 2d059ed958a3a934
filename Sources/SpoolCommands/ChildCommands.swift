import Containment
import Glibc
import JobProcessing
import RowReading
import SystemPackage

/// The hidden commands: what the server starts of its own binary.
///
/// They are run before anything else of the program, because a process can only restrict itself while it has one thread.
package enum ChildCommands {
  /// Becomes a child if the arguments ask for one; else returns.
  package static func runIfAsked(_ arguments: [String] = CommandLine.arguments) {
    guard arguments.count > 1 else { return }
    switch arguments[1] {
    case "read-drop": readDrop()
    case "read-rows": readRows(Array(arguments.dropFirst(2)))
    case "run-limited": runLimited(Array(arguments.dropFirst(2)))
    default: return
    }
  }

  private static func readDrop() -> Never {
    do {
      try ReadingChild.run()
      exit(EX_OK)
    } catch {
      Terminal.errors.line("rowspool read-drop: \(error)")
      exit(EX_SOFTWARE)
    }
  }

  /// `read-rows FILE displayed|stored [SHEET]`.
  private static func readRows(_ arguments: [String]) -> Never {
    guard arguments.count >= 2, let form = ValueForm(rawValue: arguments[1]) else { exit(EX_USAGE) }
    let sheet = arguments.count > 2 ? arguments[2] : nil
    do {
      try ReadingChild.export(TableExport(path: FilePath(arguments[0]), sheet: sheet, form: form))
      exit(EX_OK)
    } catch let error as ReadingError {
      Terminal.errors.line("rowspool: \(error.message)")
      exit(EX_DATAERR)
    } catch Errno.brokenPipe {
      exit(EX_OK)
    } catch {
      Terminal.errors.line("rowspool: \(error)")
      exit(EX_IOERR)
    }
  }

  private static func runLimited(_ arguments: [String]) -> Never {
    do throws(ContainmentError) {
      try Launcher.main(arguments: arguments)
    } catch {
      Terminal.errors.line("rowspool run-limited: \(error)")
      exit(error.launcherStatus)
    }
  }
}
