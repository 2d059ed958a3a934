package import ArgumentParser
import Glibc
import JobModel
import JobProcessing
import Spool

/// Prints a job's log.
package struct LogCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Print what happened to a job.")

  @OptionGroup var options: SpoolOptions

  @Argument(help: "A job: its name, the beginning of it, or its last four letters.")
  var job: String

  @Flag(help: "Go on printing until the job is finished.")
  var follow = false

  @Flag(help: "As JSON lines, for programs.")
  var json = false

  package init() {}

  package func run() throws {
    let spool = try options.open().spool
    let id = try JobArgument.find(job, in: spool)
    let folder = try spool.jobFolder(id)
    var printed = 0
    while true {
      // What is said before the job is finished is printed before this ends.
      let isOver = try !follow || folder.finished() != nil || SpoolView(spool).job(id) == nil
      let events = try folder.events()
      for event in events.dropFirst(printed) { print(event) }
      printed = max(printed, events.count)
      if isOver { return }
      usleep(500_000)
    }
  }

  private func print(_ event: JSONObject) {
    if json { return Terminal.output.line(String(decoding: JSONWriter.bytes(of: .object(event)), as: UTF8.self)) }
    let time = event["at"]?.string.flatMap { Timestamp($0) }.map { LocalTime.short($0) } ?? ""
    let rest = event.members.filter { $0.name != "at" && $0.name != "event" }
      .map { "\($0.name)=\($0.value.plainText)" }.joined(separator: " ")
    let line = "\(time)  \(event["event"]?.string ?? "")  \(rest)"
    Terminal.output.line(DisplayWidth.harmless(line))
  }
}
