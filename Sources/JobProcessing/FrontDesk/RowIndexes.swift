import JobModel
import Spool
import Synchronization

/// Indexes of the jobs whose rows were searched last, in a bounded piece of memory. They are made when a search was not
/// over in time, and whoever searches meanwhile reads files.
final class RowIndexes: Sendable {
  private struct Place {
    var index: RowIndex
    var lastUse: UInt64
    var isBeingRead = false
  }

  private struct State {
    var places: [JobID: Place] = [:]
    var uses: UInt64 = 0
    var bytes: Int { places.values.reduce(0) { $0 + $1.index.bytes } }
  }

  private let state = Mutex(State())
  private let threads: FileThreads
  private let mostBytes: Int

  /// - Parameter mostBytes: of memory; by default for about 400,000 rows whose cells and results come to 100 letters.
  init(_ threads: FileThreads, mostBytes: Int = 64 << 20) {
    self.threads = threads
    self.mostBytes = mostBytes
  }

  /// What is known of a job on this basis, which may be nothing.
  func index(of job: JobID, _ basis: RowIndex.Basis, rows count: Int) -> RowIndex {
    state.withLock { state in
      state.uses += 1
      guard let known = state.places[job]?.index, known.basis == basis else { return RowIndex(basis, rows: count) }
      state.places[job]?.lastUse = state.uses
      return known
    }
  }

  /// Has what is not known of a job read, a block at a time, so that others get at the disk's threads in between.
  func complete(by reader: RowIndexReader) {
    let job = reader.rows.job
    let isFirst = state.withLock { state in
      if state.places[job]?.index.basis != reader.basis {
        let index = RowIndex(reader.basis, rows: reader.numbers.count)
        state.places[job] = Place(index: index, lastUse: state.uses)
      }
      defer { state.places[job]?.isBeingRead = true }
      return state.places[job]?.isBeingRead == false
    }
    if isFirst { read(0, reader) }
  }

  /// Whether a job has an index, all of which has been read.
  func isRead(_ job: JobID) -> Bool {
    state.withLock { $0.places[job].map { !$0.isBeingRead } ?? false }
  }

  /// Of memory, by its own account.
  var bytes: Int { state.withLock { $0.bytes } }

  private func read(_ block: Int, _ reader: RowIndexReader) {
    threads.submit { [self] in
      guard let known = known(block, reader) else { return }
      // Whoever searches meets the same trouble, and is told.
      let entries = try? reader.read(block, known: known.entries, keepsTexts: known.hasRoom)
      guard let entries, keep(entries, block, reader) else { return stop(reader) }
      read(block + 1, reader)
    }
  }

  /// - Returns: `nil` where there is nothing more to read.
  private func known(_ block: Int, _ reader: RowIndexReader) -> (entries: [RowIndex.Entry?], hasRoom: Bool)? {
    state.withLock { state in
      guard let index = state.places[reader.rows.job]?.index, index.basis == reader.basis else { return nil }
      guard block < index.blockCount else {
        state.places[reader.rows.job]?.isBeingRead = false
        return nil
      }
      return (index[block: block], index.bytes < mostBytes)
    }
  }

  /// - Returns: `false` where nobody wants it any more.
  private func keep(_ entries: [RowIndex.Entry?], _ block: Int, _ reader: RowIndexReader) -> Bool {
    state.withLock { state in
      let job = reader.rows.job
      guard state.places[job]?.index.basis == reader.basis else { return false }
      state.places[job]?.index[block: block] = entries
      while state.bytes > mostBytes,
        let oldest = state.places.filter({ $0.key != job }).min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        state.places[oldest.key] = nil
      }
      return true
    }
  }

  private func stop(_ reader: RowIndexReader) {
    state.withLock { state in
      guard state.places[reader.rows.job]?.index.basis == reader.basis else { return }
      state.places[reader.rows.job]?.isBeingRead = false
    }
  }
}
