package import SystemPackage

/// Where the parts of a spool lie.
package struct SpoolLayout: Sendable, Hashable {
  package var root: FilePath
  /// These four may lie on a share; by default they are below the root.
  package var incoming: FilePath
  package var control: FilePath
  package var outgoing: FilePath
  package var rejected: FilePath
  /// How files and folders are made in these four.
  package var access = ShareAccess()

  package init(root: FilePath) {
    self.root = root
    incoming = root.appending("incoming")
    control = root.appending("control")
    outgoing = root.appending("outgoing")
    rejected = root.appending("rejected")
  }

  /// The folders that may lie on a share, with the names people know them by.
  package var shares: [(name: String, path: FilePath)] {
    [("incoming", incoming), ("control", control), ("outgoing", outgoing), ("rejected", rejected)]
  }

  /// The text of the file `format`.
  package static let format = "rowspool 1"
  package static let formatFile = "format"
  /// Carries the spool's id in the root and in each folder that may lie on a share.
  package static let sentinel = ".rowspool-id"
  package static let ordersFile = "orders.jsonl"
  package static let lockFile = ".lock"
  package static let configurationFile = "rowspool.yaml"
}

/// Names inside `jobs/<job>/`.
package enum JobFile {
  package static let claim = "claim.json"
  package static let manifest = "job.json"
  package static let workflow = "workflow.yaml"
  /// The drop, under its own name.
  package static let source = "source"
  /// What was unpacked from the drop.
  package static let input = "input"
  package static let files = "files"
  package static let orders = "orders.jsonl"
  package static let events = "events.jsonl"
  package static let finished = "finished.json"
  /// What people think of its results.
  package static let marks = "marks.jsonl"
  package static let clearing = "clearing"
  /// What is wrong with the drop's rows.
  package static let problems = "problems.json"
  /// The workbook in which the bad cells are marked, until it is handed over.
  package static let marked = "marked.xlsx"
  /// The same, once it was handed over.
  package static let markedDelivered = "marked-delivered.xlsx"
  /// That the drop is to be given back, and why: decided once, whatever happens on the way.
  package static let rejection = "rejection.json"
  /// Row files that could not be read, moved aside.
  package static let damaged = "damaged"
}
