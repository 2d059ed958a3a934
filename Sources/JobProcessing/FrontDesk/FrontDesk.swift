package import Logging
package import Spool

/// What a running server answers to programs that sit in front of it: the page and the API. It has no state of its own:
/// what it shows comes from the dispatcher and the disk, what it does goes the way of orders and submissions.
///
/// Its extensions each answer for one thing. None of their calls blocks a cooperative thread.
package struct FrontDesk: Sendable {
  package let configuration: Configuration
  package let spool: Spool
  package let log: Logger
  let dispatcher: Dispatcher
  let intakeDesk: IntakeDesk
  let statusDesk: StatusDesk
  let board: JobBoard
  let children: Children
  let submissions: SubmissionDesk
  package let threads: FileThreads
  /// What was read of jobs that people look at.
  let shelf = JobShelf()
  let rowIndexes: RowIndexes
  let thumbnailGate = ThumbnailGate()
}

extension Server {
  /// For programs that sit in front of this server.
  package var frontDesk: FrontDesk {
    FrontDesk(
      configuration: configuration, spool: spool, log: log, dispatcher: dispatcher, intakeDesk: intakeDesk,
      statusDesk: statusDesk, board: board, children: children, submissions: submissions, threads: threads,
      rowIndexes: RowIndexes(threads))
  }
}
