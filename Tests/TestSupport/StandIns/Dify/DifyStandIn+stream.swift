import Foundation
import HTTPTypes
import JobModel
import Synchronization

extension DifyStandIn {
  /// The events of a run, the last ones once it is over.
  func stream(of record: DifyRecord, isResumed: Bool = false) -> StandInReply {
    var reply = StandInReply.events([])
    if record.behaviours.contains("pingOnly"), !isResumed {
      reply.pieces = [.bytes(DifyRecord.ping), .pause(.milliseconds(20)), .bytes(DifyRecord.ping)]
      return reply
    }
    if record.behaviours.contains("errorBeforeStart") {
      let failure = DifyFailure(code: "provider_quota_exceeded", message: "Your quota has been exhausted.")
      reply.pieces = [.event(record.error(failure).bytes)]
      return reply
    }
    var events = isResumed ? [] : begin(of: record)
    if record.behaviours.contains("repeatedEvents") { events = events.flatMap { [$0, $0] } }
    reply.pieces = events.map { .event($0.bytes) } + [.bytes(DifyRecord.ping)]
    if record.behaviours.contains("oddEvents") { reply.pieces += Self.oddPieces(record) }
    reply.pieces += [.made(StandInReply.Making { await self.end(of: record) })]
    if settings.isOld {
      reply.pieces += [.event(record.message("tts_message_end", ["audio": ""]).bytes)]
    }
    return reply
  }

  private func begin(of record: DifyRecord) -> [StandInEvent] {
    [record.started, record.nodeStarted(1, "start"), record.nodeFinished(1, "start"), record.nodeStarted(2, "llm")]
  }

  /// What a client has to pass over.
  private static func oddPieces(_ record: DifyRecord) -> [StandInReply.Piece] {
    let texts = [
      "data: {\"event\":\"moon_phase\",\"data\":{\"phase\":\"full\"}}\n\n", ": a comment\n\n", "data: not JSON\n\n",
      "data: {\"event\":\"node_finished\",\"data\":{\"id\":7,\"execution_metadata\":{\"total_price\":\"0\"}}}\r\n\r\n",
    ]
    return texts.map { .bytes(Array($0.utf8)) }
  }

  /// Waits for the run's end, pinging.
  private func end(of record: DifyRecord) async -> [UInt8] {
    while !current(record).isOver { try? await ContinuousClock().sleep(for: .milliseconds(5)) }
    let ended = current(record)
    // Whoever reads to here lets an old server write the end down.
    state.withLock { $0.runs[record.id]?.isReadToEnd = true }
    var events = [ended.nodeFinished(2, "llm", price: "0.0125")]
    if ended.behaviours.contains("errorEvent") {
      events += [ended.error(DifyFailure(code: "completion_request_error", message: "The model gave up."))]
    } else if ended.ending == "paused" {
      events += [ended.paused]
    } else {
      events += [ended.nodeStarted(3, "end"), ended.nodeFinished(3, "end"), ended.finished]
    }
    return events.flatMap(\.bytes)
  }

  /// An answer that comes when the run is over.
  func blocking(_ record: DifyRecord, _ answer: @escaping @Sendable (DifyRecord) -> JSONValue) -> StandInReply {
    let making = StandInReply.Making {
      while !self.current(record).isOver { try? await ContinuousClock().sleep(for: .milliseconds(5)) }
      self.state.withLock { $0.runs[record.id]?.isReadToEnd = true }
      return JSONWriter.bytes(of: answer(self.current(record)))
    }
    return StandInReply(headers: [.contentType: "application/json"], pieces: [.made(making)])
  }
}
