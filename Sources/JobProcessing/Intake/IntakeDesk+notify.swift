import JobModel
import Spool
import SystemPackage
import Workflows

extension IntakeDesk {
  /// Adds a note for each name in a job's own `notify` that leads to nobody. A wrong name is no reason not to run the
  /// job. The reading child does not look: what says how people are told is not its to read.
  func withNotesOnNotify(_ manifest: JobManifest) async -> JobManifest {
    guard let wanted = manifest.settings.notify else { return manifest }
    let searchPath = rules.templates.map { FilePath($0) }
    // What is wrong with the file itself is the administrator's to hear, when somebody is to be told.
    let file = await threads.run { [spool] in
      try? NotifierFile(spool: spool.layout.root, searchPath: searchPath)
    }
    guard let file else { return manifest }
    var noted = manifest
    noted.notes += file.faults(in: wanted)
    return noted
  }
}
