import Glibc
import HTTPTransfer
package import JobModel
import Synchronization
package import SystemPackage

/// The services there are: those of a workflow's own, then those of `services.yaml` in each folder of `templates:`.
///
/// Files are read again when they have changed, and a key at each use, so that a new key helps running jobs at once.
/// Its calls read a few small local files and block for as long as that takes.
package final class ServiceDirectory: ServiceResolver {
  /// The file's name in each folder.
  package static let fileName = "services.yaml"

  private struct State {
    var files: [FilePath: ServiceFile] = [:]
    var secrets: Set<String> = []
    var limits: [BackEndID: ServiceLimits] = [:]
  }

  private let searchPath: [FilePath]
  /// Where keys in the environment are looked for.
  private let environment: [String: String]
  private let state = Mutex(State())

  /// - Parameters:
  ///   - searchPath: folders that may hold `services.yaml`; the first that has a service's name wins.
  ///   - environment: variables, by name; `nil`: this process's own.
  package init(searchPath: [FilePath], environment: [String: String]? = nil) {
    self.searchPath = searchPath
    self.environment = environment ?? ProcessEnvironment.current
  }

  // MARK: Finding

  package func service(
    _ name: String?, of definition: WorkflowDefinition
  ) throws(Failure) -> ServiceAccess {
    let own = try own(of: definition)
    guard let name else { return ServiceAccess(own, of: definition.id) }
    let service = try find(name, own)
    let key: String?
    do throws(KeyProblem) {
      key = try service.key.map { source throws(KeyProblem) in try source.read(environment: environment) }
    } catch {
      throw Failure(error, service: service)
    }
    let access = ServiceAccess(service, key: key)
    state.withLock { state in
      state.secrets.formUnion(access.secrets)
      state.limits[access.backEnd] = service.limits
    }
    return access
  }

  /// Describes a service without its key.
  ///
  /// - Throws: `Failure` where there is no such service, or a file of services cannot be used.
  package func definition(
    of name: String, for definition: WorkflowDefinition
  ) throws(Failure) -> ServiceDefinition {
    try find(name, own(of: definition))
  }

  /// The limits of a back end that was asked for before.
  package func limits(of backEnd: BackEndID) -> ServiceLimits? {
    state.withLock { $0.limits[backEnd] }
  }

  /// Every key that was read since the start.
  package var secrets: Set<String> { state.withLock(\.secrets) }

  private func find(_ name: String, _ own: WorkflowServices) throws(Failure) -> ServiceDefinition {
    if let service = own.services.first(where: { $0.name == name }) { return service }
    let shared = try shared()
    if let service = shared.first(where: { $0.name == name }) { return service }
    let known = (own.services + shared).map(\.name)
    let hint: Message? = Spelling.nearest(to: name, in: known).map { "Did you mean '\($0)'?" }
    throw Failure(
      .auth, code: "no-such-service",
      message: .sentences(
        [
          "There is no service '\(name)'.", hint, "Describe it in \(Self.fileName) in the folder of the workflows.",
        ].compactMap(\.self)),
      service: name)
  }

  // MARK: Reading

  /// What the workflow says today; what it said when the job began where its file is gone or cannot be used.
  private func own(of definition: WorkflowDefinition) throws(Failure) -> WorkflowServices {
    guard let folder = definition.folder else { return definition.services }
    let today = refresh(folder.appending("workflow.yaml")) { path throws(WorkflowError) in
      try WorkflowServices(ofWorkflow: path)
    }
    return (try? today?.get()) ?? definition.services
  }

  /// The services of all folders, each name once; the first description of a name counts, and what it leaves open comes
  /// from the next.
  ///
  /// - Throws: `Failure` where a file of theirs cannot be used. Rows wait until it is put right.
  package func shared() throws(Failure) -> [ServiceDefinition] {
    var services: [ServiceDefinition] = []
    for folder in searchPath {
      let read = refresh(folder.appending(Self.fileName)) { path throws(WorkflowError) in
        try WorkflowServices(shared: path)
      }
      switch read {
      case nil: continue
      case .success(let found):
        for service in found.services {
          if let index = services.firstIndex(where: { $0.name == service.name }) {
            services[index].inherit(from: service)
          } else {
            services.append(service)
          }
        }
      case .failure(let error):
        throw Failure(
          .throttled, code: "services-file",
          message:
            "The services cannot be read: \(folder.appending(Self.fileName)) has a mistake. Tell the administrator.",
          detail: error.description)
      }
    }
    return services
  }

  /// - Returns: `nil` where the file is not there.
  private func refresh(
    _ path: FilePath, _ read: (FilePath) throws(WorkflowError) -> WorkflowServices
  ) -> Result<WorkflowServices, WorkflowError>? {
    var file = state.withLock { $0.files[path] } ?? ServiceFile()
    let isThere = file.refresh(path, read: read)
    state.withLock { $0.files[path] = file }
    return isThere ? file.services : nil
  }
}

extension WorkflowServices {
  /// Reads a `services.yaml`. A file of comments only has no services.
  ///
  /// - Throws: `WorkflowError` with everything that is wrong.
  init(shared path: FilePath) throws(WorkflowError) {
    self.init()
    let text = try YAMLFile.text(of: path, as: path.string)
    let problems = ProblemList(file: path.string)
    if let yaml = YAMLDocument.read(text, problems: problems), !yaml.isNull {
      services = ServiceList.read(yaml, folder: path.removingLastComponent())
    }
    if problems.problems.map(\.code) == ["empty"] { return }
    try problems.throwIfAny()
  }

  /// Reads the three keys of a `workflow.yaml`, and nothing else of it.
  ///
  /// - Throws: `WorkflowError` where these keys, or the file, cannot be used.
  init(ofWorkflow path: FilePath) throws(WorkflowError) {
    self.init()
    let text = try YAMLFile.text(of: path, as: path.string)
    let problems = ProblemList(file: path.string)
    if let fields = YAMLDocument.read(text, problems: problems)?.fields(known: nil) {
      self.init(fields, folder: path.removingLastComponent())
    }
    try problems.throwIfAny()
  }
}
