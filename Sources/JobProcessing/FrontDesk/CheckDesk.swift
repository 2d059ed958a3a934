import JobModel

/// Looks that take a while, for administrators: each is done by one caller at a time, on a thread of its own, and its
/// outcome is kept for some seconds.
package final class CheckDesk: Sendable {
  package struct Workflow: Hashable, Sendable {
    package var name: String
    package var findings: [SpoolCheckup.Finding]
  }

  private let desk: FrontDesk
  private let thread = FileThreads(count: 1)
  private let workflowFindings = Remembered<[Workflow]>(for: .seconds(15))
  private let spoolFindings = Remembered<[SpoolCheckup.Finding]>(for: .seconds(10))
  private let storageReport = Remembered<StorageReport>(for: .seconds(30))

  package init(_ desk: FrontDesk) {
    self.desk = desk
  }

  /// What `rowspool check --all` finds.
  package func workflows() async -> [Workflow] {
    await workflowFindings.value { [desk, thread] in
      await withTaskExecutorPreference(thread) { await Self.checkWorkflows(desk.configuration) }
    }
  }

  /// What `rowspool doctor` finds.
  package func doctor() async -> [SpoolCheckup.Finding] {
    await spoolFindings.value { [desk, thread] in
      await thread.run { SpoolCheckup(desk.configuration).run() }
    }
  }

  /// How full the disks are, and what is going to be cleared.
  package func storage() async -> StorageReport {
    await storageReport.value { [desk, thread] in
      let finished = await desk.dispatcher.finishedJobs
      return await thread.run { StorageReport(desk.configuration, desk.spool, finished: finished, at: .now) }
    }
  }

  private static func checkWorkflows(_ configuration: Configuration) async -> [Workflow] {
    guard let program = MachineFacts.current.executable else { return [] }
    let checkup = WorkflowCheckup(configuration, program: program)
    var workflows: [Workflow] = []
    for name in checkup.names {
      let findings: [SpoolCheckup.Finding]
      do {
        findings = try await checkup.run(name)
      } catch {
        findings = [.init(.fault, "sample", "The samples could not be checked: \(error)")]
      }
      workflows.append(Workflow(name: name, findings: findings))
    }
    return workflows
  }
}

/// The last outcome of something that takes a while.
private actor Remembered<Value: Sendable> {
  private let lifetime: Duration
  private var kept: (value: Value, at: ContinuousClock.Instant)?
  private var work: Task<Value, Never>?

  init(for lifetime: Duration) {
    self.lifetime = lifetime
  }

  func value(_ make: @escaping @Sendable () async -> Value) async -> Value {
    if let kept, kept.at.duration(to: .now) < lifetime { return kept.value }
    // Shared by all who ask meanwhile; one of them may go away before it is done.
    let work = self.work ?? Task { await make() }
    self.work = work
    let value = await work.value
    (kept, self.work) = ((value, .now), nil)
    return value
  }
}
