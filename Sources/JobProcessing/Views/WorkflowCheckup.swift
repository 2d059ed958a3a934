import Containment
package import HTTPTransfer
import JobModel
package import SystemPackage
import Workflows

/// Looks whether a workflow could run: its file and presets, the services and programs that its steps need, its
/// samples. It changes nothing and needs no server.
package struct WorkflowCheckup: Sendable {
  package typealias Finding = SpoolCheckup.Finding

  private let configuration: Configuration
  private let library: WorkflowLibrary
  private let services: ServiceDirectory
  /// Our own binary, which reads the samples.
  private let program: FilePath
  /// Tries services' connections, where that is wanted.
  private let connection: (any HTTPService)?

  /// - Parameters:
  ///   - configuration: its `templates` are where workflows and services are looked for.
  ///   - connection: with it each service is asked for its base URL once; an answer with any status will do.
  package init(_ configuration: Configuration, program: FilePath, connection: (any HTTPService)? = nil) {
    self.configuration = configuration
    self.program = program
    self.connection = connection
    library = WorkflowLibrary(searchPath: configuration.templates)
    services = ServiceDirectory(searchPath: configuration.templates)
  }

  /// The names of all workflows, sorted.
  package var names: [String] { library.names() }

  package func knows(_ name: String) -> Bool { library.has(name) }

  /// All findings on one workflow, in the order in which they are shown. Blocks on the disk.
  ///
  /// - Throws: `ContainmentError` where the reading child could not do its work.
  package func run(_ name: String) async throws -> [Finding] {
    let definition: WorkflowDefinition
    do throws(WorkflowError) {
      guard let found = try library.load(name) else {
        return [Finding(.fault, "workflow", "There is no workflow '\(name)'.")]
      }
      definition = found
    } catch {
      return Self.findings(error)
    }
    let start = Finding(
      .good, "workflow",
      """
      workflow.yaml: \(definition.columns.count) columns, \(definition.steps.count) steps, \
      \(definition.results.count) result columns
      """)
    return [start] + presets(definition) + (try await remote(definition)) + programs(definition)
      + (try await samples(definition))
  }

  private static func findings(_ error: WorkflowError) -> [Finding] {
    error.problems.map { Finding(.fault, $0.code, $0.description) }
  }

  private func presets(_ definition: WorkflowDefinition) -> [Finding] {
    library.presetNames(of: definition).flatMap { name -> [Finding] in
      do throws(WorkflowError) {
        if let preset = try library.preset(name, of: definition) { _ = try definition.merged(preset: preset) }
      } catch {
        return Self.findings(error)
      }
      return [Finding(.good, "preset", "preset \(name)")]
    }
  }

  // MARK: Services

  private func remote(_ definition: WorkflowDefinition) async throws -> [Finding] {
    var findings: [Finding] = []
    var told: Set<String?> = []
    for step in definition.remoteSteps where told.insert(step.service).inserted {
      guard let name = step.service else {
        findings.append(ownHosts(of: definition, step.step))
        continue
      }
      switch services.state(of: name, for: definition) {
      case .success(let state):
        findings.append(Self.finding(state))
        if let answer = try await connect(state) { findings.append(answer) }
      case .failure(let failure):
        findings.append(
          Finding(
            .fault, failure.code, "step '\(step.step)': \(failure.message)\(failure.detail.map { "\n\($0)" } ?? "")"))
      }
    }
    return findings
  }

  private func ownHosts(of definition: WorkflowDefinition, _ step: String) -> Finding {
    let hosts = definition.services.hosts.map(\.description)
    return hosts.isEmpty
      ? Finding(
        .fault, "hosts", "step '\(step)' names no service, and the workflow has no 'hosts:': every call is refused.")
      : Finding(.good, "hosts", "step '\(step)' may call \(hosts.joined(separator: ", "))")
  }

  private static func finding(_ state: ServiceState) -> Finding {
    if let problem = state.keyProblem {
      return Finding(.remark, "key-missing", "service \(state.name) (\(state.url)): \(problem)")
    }
    let key = state.needsKey ? "its key is there" : "it needs no key"
    return Finding(.good, "service", "service \(state.name) (\(state.url)): \(key)")
  }

  private func connect(_ state: ServiceState) async throws -> Finding? {
    guard let connection, let request = state.probe else { return nil }
    do throws(HTTPError) {
      let answer = try await connection.send(request)
      let isRefused = answer.status == 401 || answer.status == 403
      return Finding(
        isRefused ? .remark : .good, "connection",
        "service \(state.name) answers\(isRefused ? " that it does not take the key" : "") (status \(answer.status))")
    } catch {
      return Finding(.remark, "connection", "service \(state.name): \(error.message)")
    }
  }

  // MARK: Programs

  private func programs(_ definition: WorkflowDefinition) -> [Finding] {
    definition.programs.compactMap { step, program in
      do throws(ContainmentError) {
        _ = try ChildProgram.find(program, in: definition.folder)
      } catch {
        let isOwn = program.contains("/")
        return Finding(
          isOwn ? .fault : .remark, "program",
          "step '\(step)' needs the program '\(program)', which is not \(isOwn ? "there or not executable" : "installed")."
        )
      }
      return Finding(.good, "program", "program \(program)")
    }
  }

  // MARK: Samples

  private func samples(_ definition: WorkflowDefinition) async throws -> [Finding] {
    guard let folder = definition.folder?.appending("samples") else { return [] }
    let samples = SampleTables(folder)
    let check = DropCheck(configuration, program: program)
    var findings: [Finding] = []
    for table in samples.names {
      let reply = try await samples.withDrop(of: table) { drop in
        try await check.run(drop, workflow: definition.id, preset: nil)
      }
      let problems = reply.reasons + reply.problems.problems.map(\.sentence)
      findings += problems.map { Finding(.fault, "sample", "samples/\(table): \($0)") }
      if problems.isEmpty {
        findings.append(Finding(.good, "sample", "samples/\(table): all rows can be used"))
      }
    }
    return findings
  }
}
