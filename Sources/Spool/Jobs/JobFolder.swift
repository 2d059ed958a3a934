package import JobModel

/// `jobs/<job>/`: everything of a job but its rows.
package final class JobFolder: Sendable {
  package let job: JobID
  package let folder: Folder
  let spool: Spool

  init(_ job: JobID, folder: Folder, spool: Spool) {
    self.job = job
    self.folder = folder
    self.spool = spool
  }

  // MARK: Documents

  package func claim() throws -> DropClaim? { try document(JobFile.claim) }
  package func manifest() throws -> JobManifest? { try document(JobFile.manifest) }
  package func finished() throws -> FinishedRecord? { try document(JobFile.finished) }
  /// What is wrong with the drop's rows; `nil` where nothing is.
  package func problems() throws -> DropProblems? { try document(JobFile.problems) }

  /// A JSON document of the job; `nil` where there is none.
  ///
  /// - Throws: `.damaged` where it does not hold what it must.
  package func document<Value: Decodable>(_ name: String) throws -> Value? {
    try folder.document(name)
  }

  package func write(_ value: some Encodable, as name: String) throws {
    try folder.write(value, as: name, by: spool.tmp)
  }

  /// Ends the job's round.
  package func finish(_ record: FinishedRecord) throws {
    try write(record, as: JobFile.finished)
    // Attempts have removed their own; what is left in it, if anything, is swept at the next start.
    try? spool.tmp.removeFolder(job.text)
  }

  /// Takes back the end of the last round: before any of its rows is queued again.
  package func reopen() throws(SpoolError) {
    try folder.remove(JobFile.finished)
    try folder.sync()
  }

  // MARK: Logs

  package func orders() throws(SpoolError) -> JobOrders {
    JobOrders(lines: try JSONLog(JobFile.orders, in: folder).lines())
  }

  /// Records an order; with this line it is in effect.
  package func record(_ order: Order) throws(SpoolError) {
    try JSONLog(JobFile.orders, in: folder).append(order.json, durably: true)
  }

  /// Records that an order's rows have all been moved.
  package func recordApplied(_ id: String, note: String, at time: Timestamp = .now) throws(SpoolError) {
    try JSONLog(JobFile.orders, in: folder).append(
      ["applied": .string(id), "note": .string(note), "at": .string(time.description)], durably: true)
  }

  /// Adds a line to the job's log, for people. It is not synced: nothing is decided by it.
  package func log(_ event: String, _ members: JSONObject = [:], at time: Timestamp = .now) throws(SpoolError) {
    let line = JSONObject([("at", .string(time.description)), ("event", .string(event))]).merging(members)
    try JSONLog(JobFile.events, in: folder).append(line, durably: false)
  }

  /// The end of the job's log.
  package func lastEvents(bytes: Int) throws(SpoolError) -> [JSONObject] {
    try JSONLog(JobFile.events, in: folder).tail(bytes)
  }

  /// A part of the job's log, with the places at which its lines begin.
  package func events(before place: Int?, atMost bytes: Int) throws(SpoolError) -> [(place: Int, event: JSONObject)] {
    try JSONLog(JobFile.events, in: folder).lines(before: place, atMost: bytes).map { ($0.place, $0.object) }
  }

  package func events() throws(SpoolError) -> [JSONObject] {
    try JSONLog(JobFile.events, in: folder).lines()
  }
}
