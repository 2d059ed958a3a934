import Glibc
import JobModel

/// One `struct inotify_event` (inotify(7)): watch, mask, cookie, length of the name, the name filled up with zeros.
struct WatchEvent {
  var watch: Int32
  var mask: UInt32
  var cookie: UInt32
  var name: EntryName
  /// Bytes it takes in the buffer.
  var length: Int

  init(_ buffer: UnsafeRawBufferPointer, at offset: Int) {
    watch = buffer.loadUnaligned(fromByteOffset: offset, as: Int32.self)
    mask = buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
    cookie = buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self)
    length = 16 + Int(buffer.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
    name = EntryName(bytes: Array(buffer[(offset + 16)..<(offset + length)].prefix { $0 != 0 }))
  }

  func has(_ bit: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: bit) != 0 }
}

extension Watcher {
  /// Turns an event into hints.
  func take(_ event: WatchEvent, into wake: inout Wake) {
    if event.has(IN_Q_OVERFLOW) {
      wake.isOverflowed = true
      return
    }
    guard let target = targets[event.watch] else { return }
    if event.has(IN_IGNORED) || event.has(IN_UNMOUNT) || event.has(IN_DELETE_SELF) || event.has(IN_MOVE_SELF) {
      return lose(event.watch, target, into: &wake)
    }
    guard !event.name.bytes.isEmpty else { return }
    if let lock = LockFile.target(of: event.name), target.dropped == nil {
      return hint(lock.target, in: target.folder, into: &wake)
    }
    let isIgnored = ignored.ignores(String(decoding: event.name.bytes, as: UTF8.self))
    if event.has(IN_MOVED_FROM), !isIgnored {
      ordinaryRenames.append(event.cookie)
      if ordinaryRenames.count > 1024 { ordinaryRenames.removeFirst(512) }
    }
    if isIgnored, target.dropped == nil { return }
    let id = EntryID(folder: target.folder, name: target.dropped ?? event.name)
    noteWriting(event, of: id)
    if target.dropped != nil {
      if !event.has(IN_MODIFY) { wake.trees.insert(id) }
    } else if event.has(IN_MODIFY) {
      // Whoever writes will close it, or the settle time runs: it need not be looked at now.
      if wake.hints[id] != nil { wake.hints[id] = false }
    } else if event.has(IN_MOVED_TO), !ordinaryRenames.contains(event.cookie) {
      wake.hints[id] = true
    } else if !event.has(IN_ATTRIB) || wake.hints[id] == nil {
      wake.hints[id] = false
    }
  }

  /// Whether something in an entry is still open for writing, as far as the events told.
  func isUnclosed(_ id: EntryID) -> Bool { unclosed[id] != nil }

  private func hint(_ name: EntryName, in folder: DropFolder.ID, into wake: inout Wake) {
    let id = EntryID(folder: folder, name: name)
    if wake.hints[id] == nil { wake.hints[id] = false }
  }

  private func noteWriting(_ event: WatchEvent, of id: EntryID) {
    let name = WatchedName(watch: event.watch, name: event.name)
    if event.has(IN_MODIFY) {
      unclosed[id, default: []].insert(name)
    } else if event.has(IN_CLOSE_WRITE) || event.has(IN_DELETE) || event.has(IN_MOVED_FROM) {
      unclosed[id]?.remove(name)
      if unclosed[id]?.isEmpty ?? false { unclosed[id] = nil }
    }
  }

  private func lose(_ watch: Int32, _ target: Target, into wake: inout Wake) {
    if watches[target.path] == watch { watches[target.path] = nil }
    targets[watch] = nil
    if let dropped = target.dropped {
      wake.trees.insert(EntryID(folder: target.folder, name: dropped))
    } else {
      wake.isOverflowed = true
    }
  }
}
