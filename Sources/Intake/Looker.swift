import Glibc
import JobModel
import SystemPackage

/// Does the input of a look: listings, the facts of names, and the opening of what is about to be decided.
///
/// Blocks, for ever on a hung share: for a thread of its own.
struct Looker {
  let options: IntakeOptions
  let folders: [DropFolder.ID: DropFolder]
  /// By folder: names in it that nobody dropped, drop folders inside it among them.
  private var ownNames: [DropFolder.ID: Set<EntryName>] = [:]

  init(folders list: [DropFolder], options: IntakeOptions) {
    self.options = options
    folders = Dictionary(list.map { ($0.id, $0) }) { $1 }
    // By way of the folders above each: comparing every folder with every other takes seconds with some hundreds.
    let outer = Dictionary(grouping: list, by: \.path)
    for folder in list {
      ownNames[folder.id, default: []].formUnion(folder.ownNames)
      var path = folder.path
      while let name = path.lastComponent, path.removeLastComponent() {
        for folder in outer[path] ?? [] { ownNames[folder.id, default: []].insert(EntryName(name)) }
      }
    }
  }

  /// What a look found.
  struct Found {
    var look: FolderLook
    /// The folders of the trees in it, for watching.
    var trees: [EntryName: [[UInt8]]] = [:]
  }

  func mountKind(of id: DropFolder.ID) throws(SystemFailure) -> MountKind {
    if options.pollsEverything { return .unknown }
    let folder = try open(id)
    return folder.mountKind
  }

  /// Lists a drop folder.
  ///
  /// - Throws: `SystemFailure` where the folder itself cannot be listed: nothing is known then.
  func lookAtAll(in id: DropFolder.ID) throws(SystemFailure) -> Found {
    let folder = try open(id)
    let isPolled = isPolled(folder)
    let names = try folder.names()
    var found = Found(look: FolderLook(folder: id))
    var locks: [String: (program: LockFile.Program, name: EntryName)] = [:]
    for name in names {
      if let (program, target) = LockFile.target(of: name) { locks[target.folded] = (program, name) }
    }
    for name in names where isDroppable(name, in: id) {
      let lock = locks.isEmpty ? nil : locks[name.folded]
      add(name, in: folder, isPolled: isPolled, to: &found) { folder in
        lock.map { LockFile.read($0.name, program: $0.program, in: folder) }
      }
    }
    return found
  }

  /// Looks at some names of a drop folder only.
  ///
  /// - Throws: `SystemFailure` where the folder itself cannot be opened: nothing is known then.
  func look(at names: some Sequence<EntryName>, in id: DropFolder.ID) throws(SystemFailure) -> Found {
    let folder = try open(id)
    let isPolled = isPolled(folder)
    var found = Found(look: FolderLook(folder: id, isComplete: false))
    for name in names where isDroppable(name, in: id) {
      add(name, in: folder, isPolled: isPolled, to: &found) { folder in
        for (program, lock) in LockFile.names(for: name) where (try? folder.facts(of: lock)) != nil {
          return LockFile.read(lock, program: program, in: folder)
        }
        return nil
      }
    }
    return found
  }

  /// Opens what is about to be decided.
  func inspect(_ id: EntryID, as entry: Entry) -> Inspection {
    do {
      let folder = try open(id.folder)
      guard entry.kind == .folder else {
        return FileInspection.inspect(
          id.name, in: folder, asksForWriters: !entry.isPolled, checksStructure: options.checksStructure)
      }
      guard options.walksFolders else { return Inspection(Signature(try folder.facts(of: id.name))) }
      var walk = TreeWalk(options: options, inspects: true)
      let signature = try walk.walk(
        id.name, in: folder, facts: try folder.facts(of: id.name), isPolled: entry.isPolled)
      var inspection = walk.finding ?? Inspection(signature)
      inspection.signature = signature
      return inspection
    } catch {
      return Inspection(entry.signature, problem: error.code)
    }
  }

  // MARK: -

  private func open(_ id: DropFolder.ID) throws(SystemFailure) -> FolderDescriptor {
    guard let path = folders[id]?.path else { throw SystemFailure(code: ENOENT) }
    return try FolderDescriptor(path)
  }

  private func isPolled(_ folder: borrowing FolderDescriptor) -> Bool {
    options.pollsEverything || folder.mountKind.isPolled
  }

  private func isDroppable(_ name: EntryName, in id: DropFolder.ID) -> Bool {
    !(ownNames[id]?.contains(name) ?? false)
      && !options.ignored.ignores(String(decoding: name.bytes, as: UTF8.self))
  }

  private func add(
    _ name: EntryName, in folder: borrowing FolderDescriptor, isPolled: Bool, to found: inout Found,
    lock: (borrowing FolderDescriptor) -> LockFile?
  ) {
    do {
      let facts = try folder.facts(of: name)
      var entry = Entry(EntryKind(facts), Signature(facts), isPolled: isPolled)
      if entry.kind == .folder, options.acceptsFolders, options.walksFolders {
        found.trees[name] = lookAtTree(name, in: folder, facts: facts, entry: &entry)
      } else if entry.kind == .file {
        entry.lock = lock(folder)
      }
      found.look.entries[name] = entry
    } catch  where error.code == ENOENT {
      found.look.absent.append(name)
    } catch {
      var entry = Entry(.file, Signature(inode: 0, size: 0, modified: 0), isPolled: isPolled)
      entry.problem = error.code
      found.look.entries[name] = entry
    }
  }

  private func lookAtTree(
    _ name: EntryName, in folder: borrowing FolderDescriptor, facts: stat, entry: inout Entry
  ) -> [[UInt8]] {
    var walk = TreeWalk(options: options)
    do {
      entry.signature = try walk.walk(name, in: folder, facts: facts, isPolled: entry.isPolled)
    } catch {
      entry.problem = error.code
    }
    entry.isPolled = walk.isPolled
    entry.lock = walk.lock
    return walk.folders
  }
}
