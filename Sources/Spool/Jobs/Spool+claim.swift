import Glibc
package import JobModel
package import SystemPackage

extension Spool {
  /// Takes a drop: its job's folder is made, the claim written, the drop synced and moved to `source/`.
  ///
  /// - Parameter isWhole: asked of each of the claim's origins, by its index, when it has a name that nobody else knows,
  ///   with its path there. What is not whole any more is put back.
  /// - Returns: `nil` where the drop is not there any more: somebody else took it, took it back, or writes to it.
  /// - Throws: the call that failed; what was begun is finished or undone by `recover`, or by claiming again.
  package func claim(
    _ claim: DropClaim, isWhole: (_ index: Int, _ path: FilePath) -> Bool = { _, _ in true }
  ) throws -> JobFolder? {
    let folder = try makeJob(claim)
    var taken = 0
    for index in claim.origins.indices where try take(claim, index, into: folder, isWhole: isWhole) { taken += 1 }
    guard taken > 0 else {
      try abandon(claim.job)
      return nil
    }
    return folder
  }

  private func makeJob(_ claim: DropClaim) throws -> JobFolder {
    try jobs.createFolder(claim.job.text)
    let folder = try jobFolder(claim.job)
    try folder.write(claim, as: JobFile.claim)
    _ = try folder.folder.makeFolder(JobFile.source)
    try folder.folder.sync()
    try jobs.sync()
    return folder
  }

  /// Moves one part of a drop into `source/`.
  ///
  /// - Returns: whether it is there now.
  private func take(
    _ claim: DropClaim, _ index: Int, into folder: JobFolder, isWhole: (Int, FilePath) -> Bool
  ) throws -> Bool {
    let origin = claim.origins[index].path
    guard let name = origin.lastComponent else { return false }
    let target = folder.folder.path.appending(JobFile.source).appending(name)
    do {
      try DropMover.sync(origin)
      try DropMover.rename(origin, to: target)
    } catch  where error.errno == ENOENT {
      return false
    } catch  where error.errno == EXDEV {
      return try takeFromOtherFileSystem(claim, index, to: target, isWhole: isWhole)
    }
    guard isWhole(index, target) else {
      try DropMover.putBack(target, to: origin)
      return false
    }
    try Folder.open(target.removingLastComponent()).sync()
    return true
  }

  /// A rename to a name of our own decides who has the drop; only then is it copied, synced and removed there.
  private func takeFromOtherFileSystem(
    _ claim: DropClaim, _ index: Int, to target: FilePath, isWhole: (Int, FilePath) -> Bool
  ) throws -> Bool {
    let (origin, own) = (claim.origins[index].path, claim.ownName(index))
    do {
      try DropMover.rename(origin, to: own)
    } catch  where error.errno == ENOENT {
      return false
    }
    guard isWhole(index, own) else {
      try DropMover.putBack(own, to: origin)
      return false
    }
    try bring(own, to: target)
    return true
  }

  private func bring(_ own: FilePath, to target: FilePath) throws(SpoolError) {
    let draft = "claim-\(UInt64.random(in: 0 ... .max))"
    try DropMover.copy(own, to: tmp.path.appending(draft))
    try DropMover.rename(tmp.path.appending(draft), to: target)
    try Folder.open(target.removingLastComponent()).sync()
    // The drop lives in `source/` now. What cannot be removed here is ignored by its leading dot.
    if let name = own.lastComponent?.string {
      try? Folder.open(own.removingLastComponent()).removeTree(name)
    }
  }

  /// Undoes a claim whose drop never came.
  package func abandon(_ job: JobID) throws(SpoolError) {
    let name = "\(job.text).\(UInt64.random(in: 0 ... .max))"
    try jobs.rename(job.text, to: tmp, as: name)
    try jobs.sync()
    try tmp.removeTree(name)
  }

  /// Finishes or undoes a claim that failed on the way.
  ///
  /// - Returns: whether the drop, or a part of it, was taken.
  package func settle(_ claim: DropClaim) throws -> Bool {
    guard try jobs.has(claim.job.text) else { return false }
    if try resumeClaim(claim, in: jobFolder(claim.job)) { return true }
    try abandon(claim.job)
    return false
  }

  /// Finishes or undoes a claim that a crash cut off.
  ///
  /// - Returns: whether the drop, or a part of it, is in `source/` now. Parts that were not taken yet lie where they
  ///   were, and are found as a drop of their own.
  func resumeClaim(_ claim: DropClaim, in folder: JobFolder) throws -> Bool {
    let source = try folder.folder.makeFolder(JobFile.source)
    for index in claim.origins.indices {
      guard let name = claim.origins[index].path.lastComponent else { continue }
      let target = source.path.appending(name)
      let own = claim.ownName(index)
      if try DropMover.exists(own), try !DropMover.exists(target) { try bring(own, to: target) }
    }
    return try !source.entries().isEmpty
  }

  // MARK: Submitting

  /// Makes a job of files outside the spool: the very state of a claimed drop, whether or not a server runs.
  ///
  /// - Parameter files: copied; they stay where they are.
  package func submit(_ claim: DropClaim, files: [FilePath]) throws {
    let draft = "submit-\(claim.job.text)"
    let workshop = JobFolder(claim.job, folder: try tmp.makeFolder(draft), spool: self)
    let source = try workshop.folder.makeFolder(JobFile.source)
    for file in files {
      guard let name = file.lastComponent else { continue }
      try DropMover.copy(file, to: source.path.appending(name))
    }
    try source.sync()
    try workshop.write(claim, as: JobFile.claim)
    try workshop.folder.sync()
    try tmp.rename(draft, to: jobs, as: claim.job.text)
    try jobs.sync()
  }
}

extension DropClaim {
  /// Where a part of the drop lies while it is copied from another file system.
  fileprivate func ownName(_ index: Int) -> FilePath {
    origins[index].path.removingLastComponent().appending(".rowspool-\(job.text)-\(index)")
  }
}
