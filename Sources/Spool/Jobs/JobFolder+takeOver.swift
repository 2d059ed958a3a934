import Glibc
import JobModel

extension JobFolder {
  /// What an earlier try at taking files over has left. For a job that is not committed.
  package func forgetTakenOver(_ subfolders: [String]) throws(SpoolError) {
    for name in subfolders { try folder.removeTree(name) }
  }

  /// Whether a file of a subfolder is there, with so many bytes.
  package func has(_ name: String, in subfolder: String, bytes: Int) throws(SpoolError) -> Bool {
    guard try folder.has(subfolder), let status = try folder.folder(subfolder).status(of: name) else { return false }
    return status.st_mode & 0o170000 == 0o100000 && Int(status.st_size) == bytes
  }

  /// Takes a file of another job over: by a second name for the same file where the file system can, else by a copy.
  /// Files of jobs are never changed, only replaced, so that two jobs can have one.
  ///
  /// - Returns: `false` where the other job does not have it.
  @discardableResult
  package func takeOver(
    _ name: String, in subfolder: String, of other: JobFolder, as newName: String
  ) throws(SpoolError) -> Bool {
    guard try other.folder.has(subfolder) else { return false }
    let target = try folder.makeFolder(subfolder)
    return try other.folder.folder(subfolder).share(name, with: target, as: newName)
  }

  /// Takes an input file of another job over into `tmp/<job>/input`, which is this job's from its commit on.
  ///
  /// - Parameter path: relative to the other job's folder, below `source/` or `input/`.
  /// - Returns: its path relative to this job's folder; `nil` where the other job does not have it.
  package func takeOverInput(_ path: String, of other: JobFolder) throws(SpoolError) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count > 1, [JobFile.source, JobFile.input].contains(parts[0]), !parts.contains("..") else { return nil }
    var place = other.folder
    for part in parts.dropLast() {
      guard try place.has(part) else { return nil }
      place = try place.folder(part)
    }
    let name = parts[parts.count - 1]
    guard let wanted = try place.status(of: name), wanted.st_mode & 0o170000 == 0o100000 else { return nil }
    let input = try spool.tmp.folder(job.text).makeFolder(JobFile.input)
    var candidate = name
    var number = 1
    while let there = try input.status(of: candidate) {
      if there.st_ino == wanted.st_ino, there.st_dev == wanted.st_dev { return "\(JobFile.input)/\(candidate)" }
      number += 1
      candidate = "\(number)-\(name)"
    }
    return try place.share(name, with: input, as: candidate) ? "\(JobFile.input)/\(candidate)" : nil
  }

  /// Makes the names of files that were taken over durable.
  package func syncTakenOver(_ subfolders: [String]) throws(SpoolError) {
    for name in subfolders where try folder.has(name) { try folder.folder(name).sync() }
    try folder.sync()
    let workshop = try spool.tmp.folder(job.text)
    if try workshop.has(JobFile.input) { try workshop.folder(JobFile.input).sync() }
  }
}

extension Folder {
  /// The C function is `linkat`, which does not follow a link here. Where the file system has no second names, or no
  /// further one for this file, it is copied and synced.
  ///
  /// - Returns: `false` where there is no file of that name.
  func share(_ name: String, with target: Folder, as newName: String) throws(SpoolError) -> Bool {
    do {
      _ = try perform(.link, on: "\(subject(of: name)) > \(target.subject(of: newName))") {
        linkat(descriptor, name, target.descriptor, newName, 0)
      }
      return true
    } catch  where error.errno == ENOENT {
      return false
    } catch  where error.errno == EMLINK || error.errno == EPERM || error.errno == EOPNOTSUPP || error.errno == EXDEV {
      try copy(name, to: target, as: newName)
      return true
    }
  }
}
