package import ArgumentParser
import Glibc
import JobModel
import JobProcessing
import Spool

/// Shows the jobs of a spool, or one of them.
package struct StatusCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the jobs, or one job.",
    discussion: """
      With --watch: until every job shown is finished; then the exit status is 0, or 1 if any row failed.

      --json prints one object: spool, server (running, holder), paused, jobs, waiting, rejected, backEnds, problems. A job has \
      job, state, name, submitter, priority, since, rows (total, pending, running, done, failed) and, where they are \
      known, workflow, preset, concurrency, startAt, outcomes, rowsPerSecond, secondsLeft, retrying, nextRetry, \
      waitsFor (reason, next), cost, maxCost, currency, finishedAt, delivered, notes. A back end has service, endpoint, \
      limit, configuredLimit, inFlight, waiting and, where they are known, perMinute, slowedUntil, hold (reason, since, \
      nextProbe, until, probes, lastFailure). Times are RFC 3339 in UTC. With --watch there is one object a line for each change.
      """)

  @OptionGroup var options: SpoolOptions

  @Argument(help: "A job: its name, the beginning of it, or its last four letters.")
  var job: String?

  @Flag(help: "Go on showing until everything is finished.")
  var watch = false

  @Flag(help: "As JSON, for programs.")
  var json = false

  package init() {}

  package func run() throws {
    let (spool, configuration) = try options.open()
    let id = try job.map { try JobArgument.find($0, in: spool) }
    let source = StatusSource(spool: spool, configuration: configuration, job: id)
    if watch { return try StatusWatch(source: source, json: json).run() }
    let status = try source.read()
    if json {
      Terminal.output.line(status.jsonText)
    } else {
      for line in status.lines(for: .output) { Terminal.output.line(line) }
    }
  }
}
