package import ArgumentParser
import Glibc
import JobModel
import JobProcessing
import Spool
import SystemPackage

/// Makes a spool.
package struct InitCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a spool, or complete one that is there.")

  @OptionGroup var options: SpoolOptions

  package init() {}

  package func run() throws {
    let configuration = try options.configuration()
    let isThere = access(configuration.spool.appending(SpoolLayout.formatFile).string, F_OK) == 0
    let spool = try Self.make(configuration.layout)
    for verb in Order.Verb.allCases {
      _ = try Folder.open(configuration.control, called: "control", access: configuration.access)
        .makeFolder(verb.rawValue)
    }
    let terminal = Terminal.output
    terminal.line(isThere ? "The spool \(spool.layout.root) is complete." : "Made the spool \(spool.layout.root).")
    terminal.line("Drop files into \(configuration.incoming); results come to \(configuration.outgoing).")
    if !isThere { terminal.line("Start it with: rowspool serve --spool \(spool.layout.root)") }
  }

  private static func make(_ layout: SpoolLayout) throws -> Spool {
    do {
      return try Spool.create(layout)
    } catch {
      guard [EEXIST, ENOTDIR, ENOENT].contains(error.errno) else { throw error }
      throw CommandFailure(EX_CANTCREAT, "The spool cannot be made at \(layout.root). \(error.description)")
    }
  }
}
