package import JobModel
package import Spool
import Workflows

/// Which unfinished jobs use a preset. They carry copies of it, so nothing of theirs changes with its file.
package enum PresetUse {
  /// Blocks on the disk. A job that cannot be read is left out.
  package static func jobs(of preset: String, workflow: String, in spool: Spool) throws(SpoolError) -> [JobID] {
    try spool.listJobs().jobs.filter { uses(preset, workflow, $0, spool) }
  }

  private static func uses(_ preset: String, _ workflow: String, _ id: JobID, _ spool: Spool) -> Bool {
    guard let folder = try? spool.jobFolder(id), let manifest = try? folder.manifest(), manifest.workflow == workflow,
      (try? folder.finished()) == .some(nil)
    else { return false }
    if manifest.preset == preset { return true }
    return (try? folder.pinnedWorkflow(of: manifest))?.carriedPresets.contains(preset) ?? false
  }
}
