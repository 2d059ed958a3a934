import Containment
import HTTPTransfer
import JobModel
import Spool
import SystemPackage
import Workflows

/// The programs that a server keeps: reading children, picture children, persistent workers.
struct Children: Sendable {
  let readers: WorkerPool
  let pictures: WorkerPool
  private let persistent: PersistentWorkers
  /// The services that steps call, and their keys.
  let services: ServiceDirectory
  let http = HTTPClient()
  let containment: ContainmentOptions
  /// What keeps the services' limits, for all rows together.
  let backEnds: BackEnds
  let stepResources: StepResources

  init(_ configuration: Configuration, programs: Server.Programs, spool: Spool, clock: SteadyClock) {
    let containment = ContainmentOptions(launcher: [programs.rowspool.string, "run-limited"])
    self.containment = containment
    let tmp = spool.tmp.path
    let environment = ChildProgram.environment(folder: tmp)
    readers = WorkerPool(
      ChildProgram(arguments: [programs.rowspool.string, "read-drop"], environment: environment, folder: tmp),
      options: .freshChildren(count: configuration.pictureWorkers), containment: containment)
    let jobs = spool.jobs.path
    pictures = WorkerPool(
      ChildProgram(
        arguments: [
          programs.pictures.string, "--read", jobs.string, "--write", tmp.string, "--write", jobs.string,
          "--pixels", String(configuration.picturePixels),
        ], environment: environment, folder: tmp),
      options: WorkerOptions(
        count: configuration.pictureWorkers, recycleAfter: 200, recycleWhenAsked: true), containment: containment)
    persistent = PersistentWorkers(containment)
    let services = ServiceDirectory(searchPath: configuration.templates)
    self.services = services
    let rows = configuration.concurrency
    backEnds = BackEnds(rules: BackEndRules(configuration), clock: BackEndClock { clock.now }) { backEnd in
      guard let limits = services.limits(of: backEnd) else {
        // Hosts that a workflow names without a service.
        return BackEndLimits(inFlight: rows, isOneService: false)
      }
      return BackEndLimits(inFlight: limits.inFlight, perMinute: limits.perMinute)
    }
    var resources = StepResources(
      pictures: pictures, commands: BoundedCommands(CommandRunner(containment), most: rows), workers: persistent,
      commandLimits: ProcessLimits(), http: http, services: services, backEnds: backEnds)
    resources.fetching = configuration.fetching
    stepResources = resources
  }

  func shutDown() async {
    http.shutDown()
    await withDiscardingTaskGroup { group in
      group.addTask { await readers.shutDown() }
      group.addTask { await pictures.shutDown() }
      group.addTask { await persistent.shutDown() }
    }
  }
}
