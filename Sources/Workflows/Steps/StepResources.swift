package import Containment
package import HTTPTransfer
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
  package var http: any HTTPService
  package var services: any ServiceResolver
  /// What keeps the services' limits, for all rows together.
  package var backEnds: any BackEndGate
  /// What may be fetched of the web addresses in cells.
  package var fetching = FetchRules() {
    didSet { hosts = Self.hosts(fetching) }
  }
  /// What was fetched lately, for other rows of the same job.
  let fetched = FetchedFiles()
  /// What keeps one host from being asked for too many files at once.
  private(set) var hosts = hosts(FetchRules())

  package init(
    pictures: any RequestService, commands: any CommandService, workers: PersistentWorkers,
    commandLimits: ProcessLimits = ProcessLimits(), http: any HTTPService = NoHTTP(),
    services: any ServiceResolver = NoServices(), backEnds: any BackEndGate = OpenGate()
  ) {
    self.pictures = pictures
    self.commands = commands
    self.workers = workers
    self.commandLimits = commandLimits
    self.http = http
    self.services = services
    self.backEnds = backEnds
  }

  private static func hosts(_ rules: FetchRules) -> BackEnds {
    BackEnds { _ in BackEndLimits(inFlight: rules.mostAtOnce, isOneService: false) }
  }
}

extension StepKinds {
  static func executors(_ resources: StepResources) -> [String: any StepExecutor] {
    Dictionary(all.map { ($0.key, $0.init(resources: resources)) }) { first, _ in first }
  }
}

/// Stands where a process makes no requests.
package struct NoHTTP: HTTPService {
  package init() {}

  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse { throw Self.error }
  package func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPAnswer { throw Self.error }

  private static let error = HTTPError(.shutDown, wasSent: false, message: "This process makes no requests.")
}

/// Stands where a process knows no services.
package struct NoServices: ServiceResolver {
  package init() {}

  package func service(_ name: String?, of definition: WorkflowDefinition) throws(Failure) -> ServiceAccess {
    throw Failure(.transient, code: "no-services", message: "This process knows no services.")
  }
}
