import FoundationEssentials
import Glibc
package import JobModel

extension Spool {
  /// The jobs that have a folder, oldest first, and names in `jobs/` that are no job's.
  package func listJobs() throws(SpoolError) -> (jobs: [JobID], strangers: [String]) {
    var found: [JobID] = []
    var strangers: [String] = []
    for entry in try jobs.entries() {
      if entry.isFolder, let job = JobID(entry.name) { found.append(job) } else { strangers.append(entry.name) }
    }
    return (found.sorted(), strangers)
  }

  /// - Throws: errno ENOENT where there is no such job.
  package func jobFolder(_ job: JobID) throws(SpoolError) -> JobFolder {
    JobFolder(job, folder: try jobs.folder(job.text), spool: self)
  }

  /// Whether all rows of a job are queued: its folder in `pending/` came by the rename that is the commit.
  package func isCommitted(_ job: JobID) throws(SpoolError) -> Bool {
    try pending.has(job.text)
  }

  // MARK: Checking

  /// The empty folder `tmp/<job>`, in which a drop is read. What an earlier try left there goes to the sweep.
  package func makeWorkshop(_ job: JobID) throws(SpoolError) -> Folder {
    if try tmp.has(job.text) {
      try tmp.rename(job.text, to: tmp, as: "\(job.text).\(UInt64.random(in: 0 ... .max))")
    }
    let workshop = try tmp.makeFolder(job.text)
    _ = try workshop.makeFolder(RowFolder.pending.rawValue)
    return workshop
  }

  /// The manifest and the workflow that a reading child left in `tmp/<job>`.
  ///
  /// - Throws: `.damaged` where they are not there or cannot be read.
  package func preparedJob(_ job: JobID) throws -> (manifest: JobManifest, workflow: String) {
    let workshop = try tmp.folder(job.text)
    guard let manifest = try workshop.contents(of: JobFile.manifest),
      let workflow = try workshop.contents(of: JobFile.workflow)
    else {
      throw SpoolError(.damaged, "commit", job.text, reason: "Job \(job): what its reading left is not complete.")
    }
    return (
      try JSONDecoder().decode(JobManifest.self, from: Data(manifest)), String(decoding: workflow, as: UTF8.self)
    )
  }

  /// Commits a job whose row files lie synced in `tmp/<job>/pending`: at the last rename all rows are queued.
  ///
  /// - Parameter workflow: the pinned definition, kept as `workflow.yaml`.
  package func commit(_ manifest: JobManifest, workflow: String) throws {
    let job = manifest.id
    guard try !isCommitted(job) else {
      // A rename onto the empty folder of a job that has run would queue all its rows again.
      throw SpoolError(.damaged, "commit", job.text, reason: "Job \(job) is committed already.")
    }
    let folder = try jobFolder(job)
    let workshop = try tmp.folder(job.text)
    try folder.folder.replace(JobFile.workflow, with: Array(workflow.utf8), by: tmp)
    if try workshop.has(JobFile.input) {
      try workshop.rename(JobFile.input, to: folder.folder)
      try folder.folder.sync()
    }
    try keepPapers(of: job)
    try folder.write(manifest, as: JobFile.manifest)
    for state in [running, done, failed] {
      _ = try state.makeFolder(job.text)
      try state.sync()
    }
    try workshop.rename(RowFolder.pending.rawValue, to: pending, as: job.text)
    try pending.sync()
    try workshop.sync()
    try? tmp.removeTree(job.text)
  }

  /// Keeps what a reading left beside the rows, `problems.json` and the marked-up workbook, in the job's folder. What an
  /// earlier reading left there goes.
  package func keepPapers(of job: JobID) throws(SpoolError) {
    let folder = try jobs.folder(job.text)
    let workshop = try tmp.folder(job.text)
    for name in [JobFile.problems, JobFile.marked] {
      if try workshop.has(name) {
        try workshop.open(name, for: .reading).sync()
        try workshop.rename(name, to: folder)
      } else {
        try folder.remove(name)
      }
    }
    try folder.sync()
  }

  // MARK: Sweeping

  /// Sets aside what earlier processes left in `tmp/`, for `sweep` to remove in the background: a job that goes on makes
  /// its folder there anew meanwhile.
  ///
  /// - Returns: the names to sweep.
  package func leftovers() throws(SpoolError) -> [String] {
    var names: [String] = []
    for entry in try tmp.entries() {
      let name = "swept-\(UInt64.random(in: 0 ... .max))"
      try tmp.rename(entry.name, to: tmp, as: name)
      names.append(name)
    }
    return names
  }

  package func sweep(_ name: String) throws(SpoolError) {
    try tmp.removeTree(name)
  }
}
