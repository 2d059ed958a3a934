import Glibc
package import JobModel
package import SystemPackage

/// What a look showed may be over by the time a drop is moved: people save again, and copy over what lies there. What
/// was moved is checked once more where nobody else finds it. Blocks: not for Swift's cooperative threads.
extension Drop.Item {
  /// Whether it is still what was found whole, and nobody has it open for writing.
  ///
  /// A file system of another machine may give a moved file another number or time, so only its size counts there.
  ///
  /// - Parameters:
  ///   - path: where it lies now.
  ///   - ignored: as at the look.
  /// - Returns: `false` also for what cannot be looked at.
  package func isStillWhole(at path: FilePath, ignored: IgnoredNames = IgnoredNames()) -> Bool {
    guard let now = MovedDrop(at: path, ignored: ignored) else { return false }
    if now.isPolled { return now.signature.size == signature.size }
    return now.signature == signature && !now.isWritten
  }
}

/// What was moved out of a drop folder.
package struct MovedDrop: Sendable {
  /// As it is now.
  package let signature: Signature
  /// Whether another machine can change it without this one's kernel noticing.
  package let isPolled: Bool
  /// Whether a program of this machine has it, or a file in it, open for writing.
  package let isWritten: Bool

  /// - Returns: `nil` where it cannot be looked at.
  package init?(at path: FilePath, ignored: IgnoredNames = IgnoredNames()) {
    guard let component = path.lastComponent else { return nil }
    let name = EntryName(component)
    var options = IntakeOptions()
    options.ignored = ignored
    options.checksStructure = false
    do {
      let folder = try FolderDescriptor(path.removingLastComponent())
      let facts = try folder.facts(of: name)
      let isPolled = folder.mountKind.isPolled
      guard EntryKind(facts) == .folder else {
        let found = FileInspection.inspect(name, in: folder, asksForWriters: !isPolled, checksStructure: false)
        guard found.problem == nil else { return nil }
        (signature, self.isPolled, isWritten) = (found.signature, isPolled, found.writer == .open)
        return
      }
      var walk = TreeWalk(options: options, inspects: true)
      signature = try walk.walk(name, in: folder, facts: facts, isPolled: isPolled)
      (self.isPolled, isWritten) = (walk.isPolled, walk.finding?.writer == .open)
    } catch {
      return nil
    }
  }
}
