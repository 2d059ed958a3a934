import HTTPTransfer
import Intake
import JobModel
import SystemPackage
import Workflows

extension Dispatcher.Options {
  init(_ configuration: Configuration) {
    let cores = configuration.pictureWorkers
    self.init(
      limits: Scheduler.Limits(
        rows: configuration.concurrency, workflows: configuration.workflowConcurrency,
        order: configuration.order == .fifo ? .fifo : .fair)
    ) { definition in
      // Local work gains nothing from more rows at once than cores; a few more keep every child busy. A workflow that
      // also calls services has as many rows as those can use.
      definition.steps.contains { $0.kind == "image" } && !definition.isRemote ? cores * 2 : nil
    }
    let (root, floor) = (configuration.spool, configuration.minimumFree)
    hasRoom = { FreeSpace.bytes(at: root).map { $0 >= floor } ?? true }
    longestWait = max(configuration.retryDelays.max() ?? .zero, .seconds(60)) * 2
  }
}

extension BackEndRules {
  init(_ configuration: Configuration) {
    self.init()
    probeDelays = configuration.probeDelays
    holdAtMost = configuration.holdAtMost
  }
}

extension IntakeOptions {
  init(_ configuration: Configuration) {
    self.init()
    settle = configuration.settle
    polledSettle = configuration.settlePolled
    pollInterval = configuration.pollIncoming
    rescanInterval = configuration.rescan
    ignored = IgnoredNames(extra: configuration.ignore)
  }
}

extension ReadingRules {
  init(_ configuration: Configuration) {
    self.init(templates: configuration.templates.map(\.string))
    defaultWorkflow = configuration.defaultWorkflow
    encoding = configuration.encoding
    ignored = configuration.ignore
    language = configuration.language
    fetchHosts = configuration.fetching.access.hosts.map(\.description).sorted()
    fetchPrivateHosts = configuration.fetching.access.privateHosts.map(\.description).sorted()
    rejectsBadRows = configuration.badRows == .reject
  }
}
