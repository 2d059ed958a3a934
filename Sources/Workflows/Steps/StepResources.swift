package import Containment
package import JobModel

/// A program that answers requests: a pool of picture children, a persistent worker.
package protocol RequestService: Sendable {
  func call(_ request: JSONObject, deadline: Duration) async throws(ContainmentError) -> JSONObject
}

extension WorkerPool: RequestService {}

/// Runs a foreign program once.
package protocol CommandService: Sendable {
  func run(_ invocation: CommandInvocation) async throws(ContainmentError) -> CommandResult
}

extension CommandRunner: CommandService {}

/// What steps need from the process they run in.
package struct StepResources: Sendable {
  /// The picture children.
  package var pictures: any RequestService
  package var commands: any CommandService
  /// Programs of `persistent: true`.
  package var workers: PersistentWorkers
  /// What every program of a `command` step is held to.
  package var commandLimits: ProcessLimits

  package init(
    pictures: any RequestService, commands: any CommandService, workers: PersistentWorkers,
    commandLimits: ProcessLimits = ProcessLimits()
  ) {
    self.pictures = pictures
    self.commands = commands
    self.workers = workers
    self.commandLimits = commandLimits
  }
}

extension StepKinds {
  static func executors(_ resources: StepResources) -> [String: any StepExecutor] {
    Dictionary(all.map { ($0.key, $0.init(resources: resources)) }) { first, _ in first }
  }
}
