import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing

extension WebContext {
  /// The committed job that the path names, if there is one of that name and the visitor may see it.
  ///
  /// - Throws: `WebFailure`, status 404.
  func requireRecord(_ desk: FrontDesk) async throws -> JobRecord {
    let job = try await requireJob(desk)
    guard let record = try await desk.record(of: job.id) else {
      throw WebFailure(.notFound, "no-rows-yet", "The drop of job \(job.id) is still being read.")
    }
    return record
  }

  /// The row that the path names.
  func requireRow() throws -> Int {
    let text = try pathText("row")
    guard let row = Int(text), row > 0 else {
      throw WebFailure(.notFound, "no-such-row", "There is no row '\(String(text.prefix(20)))'.")
    }
    return row
  }
}
