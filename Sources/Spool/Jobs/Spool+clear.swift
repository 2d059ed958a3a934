import Glibc
package import JobModel
package import SystemPackage

extension Spool {
  /// Marks a job as cleared: from now on it is gone from every view.
  package func beginClearing(_ job: JobID) throws(SpoolError) {
    let folder = try jobs.folder(job.text)
    try folder.replace(JobFile.clearing, with: [], by: tmp)
  }

  /// Removes a job that is marked as cleared, its own folder last. What was begun goes on after a crash.
  ///
  /// - Parameter archive: the job's folder is kept there instead, if given; it may lie on another file system.
  package func clear(_ job: JobID, archive: FilePath? = nil) throws(SpoolError) {
    try removeDelivered(job)
    for folder in [pending, running, done, failed] where try folder.has(job.text) {
      let name = "\(job.text).\(UInt64.random(in: 0 ... .max))"
      try folder.rename(job.text, to: tmp, as: name)
      try tmp.removeTree(name)
    }
    if let archive {
      try keep(job, in: try Folder.open(archive))
    } else {
      try removeFolder(of: job)
    }
    // A page that was being written when the job was marked as cleared has made its folder again.
    try? removeDelivered(job)
  }

  private func removeFolder(of job: JobID) throws(SpoolError) {
    let name = "\(job.text).\(UInt64.random(in: 0 ... .max))"
    try jobs.rename(job.text, to: tmp, as: name)
    try jobs.sync()
    try tmp.removeTree(name)
  }

  /// On another file system the job is copied under a name of its own, synced and renamed; only then it goes here. A
  /// folder of the job's name there is whole: its removal here was cut off.
  private func keep(_ job: JobID, in archive: Folder) throws(SpoolError) {
    do {
      try jobs.rename(job.text, to: archive)
      try archive.sync()
      try jobs.sync()
    } catch  where error.errno == EXDEV {
      if try !archive.has(job.text) {
        let draft = ".\(job.text).part"
        try archive.removeTree(draft)
        try DropMover.copy(jobs.path.appending(job.text), to: archive.path.appending(draft))
        try archive.rename(draft, to: archive, as: job.text)
        try archive.sync()
      }
      try removeFolder(of: job)
    }
  }

  /// Removes a job's folders in `outgoing/`. A file of such a name is somebody's.
  private func removeDelivered(_ job: JobID) throws(SpoolError) {
    guard let outgoing = try? Folder.open(layout.outgoing) else { return }
    for name in [job.text, "\(job) (2)"] {
      guard let status = try? outgoing.status(of: name), status.st_mode & 0o170000 == 0o040000 else { continue }
      try outgoing.removeTree(name)
    }
  }
}
