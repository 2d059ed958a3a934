import Foundation
import HTTPTransfer
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Workflows

/// A row with one `http` step, a scripted service, and a clock that is held.
struct HTTPBench {
  var bench: Bench
  let http: ScriptedHTTP
  /// How long the step waited, in order.
  let waits = WaitLog()
  var access = ServiceAccess(
    name: "studio", baseURL: "https://studio.example/v1", headers: [HTTPHeader("Authorization", "Bearer key")],
    access: HTTPAccess(hosts: Set(["studio.example", "cdn.example"].compactMap { HTTPHostPattern($0) })),
    backEnd: BackEndID(service: "studio", endpoint: "https://studio.example:443"))
  /// Called while the step waits.
  var whileWaiting: @Sendable () -> Void = {}
  var grace = Duration.seconds(5)
  /// Whether a cancellation is a person's.
  var isGivenUp = true

  init(
    _ values: JSONObject = [:], isFull: Bool = false,
    answer: @escaping @Sendable (ScriptedHTTP.Call, Int) async -> ScriptedHTTP.Reply
  ) throws {
    bench = try Bench(values, isFull: isFull)
    http = ScriptedHTTP(answer)
  }

  var journal: RecordingJournal { bench.journal }

  /// - Parameter recipe: the lines below `http:`.
  static func workflow(_ recipe: String, top: String = "", folder: FilePath? = nil) throws -> WorkflowDefinition {
    let lines = recipe.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    return try Samples.workflow("\(columns)\(top)\nsteps:\n  - name: ask\n    http:\n\(lines)\n", folder: folder)
  }

  static let columns = """
    columns:
      - {name: prompt, type: paragraph}
      - {name: model, type: text}
      - {name: number, type: integer}
      - {name: tags, type: list}
      - {name: image, type: image}
      - {name: second, type: image}
      - {name: mask, type: image}
      - {name: address, type: url}

    """

  var clock: HTTPClock {
    var clock = HTTPClock()
    let waits = waits
    let act = whileWaiting
    clock.now = { Timestamp(milliseconds: 0) }
    clock.elapsed = { waits.total }
    clock.sleep = { duration in
      waits.add(duration)
      act()
      try Task.checkCancellation()
    }
    clock.grace = grace
    return clock
  }

  /// The step, for the rows of one server.
  var step: HTTPStep {
    var resources = bench.resources(pictures: FakeService { _ in [:] })
    resources.http = http
    resources.services = SameService(access: access)
    return HTTPStep(resources: resources, clock: clock)
  }

  /// Runs the row.
  func run(_ definition: WorkflowDefinition, step: HTTPStep? = nil) async throws -> Ending {
    let runner = WorkflowRunner(definition, executors: ["http": step ?? self.step], options: bench.options)
    var attempt = try bench.attempt()
    attempt.isGivenUp = { [isGivenUp] in isGivenUp }
    // A task of its own, so that a test can cancel it; it is awaited at once.
    return await Task { [attempt, journal] in await runner.run(attempt, journal: journal) }.value
  }

  func run(_ recipe: String, top: String = "", folder: FilePath? = nil) async throws -> Ending {
    try await run(Self.workflow(recipe, top: top, folder: folder))
  }

  /// Puts a file into the job's folder.
  ///
  /// - Returns: the value of a column that names it.
  func addFile(_ name: String, _ bytes: [UInt8]) throws -> JSONValue {
    let folder = bench.job.appending("input")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: folder.appending(name).string))
    return .string("input/\(name)")
  }

  func storedFile(_ file: ProducedFile) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: bench.job.appending("files/\(file.name)").string)))
  }
}

/// Finds one service, whatever its name.
struct SameService: ServiceResolver {
  let access: ServiceAccess

  func service(_ name: String?, of definition: WorkflowDefinition) throws(Failure) -> ServiceAccess {
    var access = access
    if name == nil { (access.baseURL, access.headers) = (nil, []) }
    return access
  }
}

/// Durations, in order.
final class WaitLog: Sendable {
  private let durations = Mutex<[Duration]>([])

  func add(_ duration: Duration) { durations.withLock { $0.append(duration) } }
  var all: [Duration] { durations.withLock { $0 } }
  var total: Duration { all.reduce(.zero, +) }
}

/// Bytes that look like files of a kind.
enum SampleBytes {
  static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 7, count: 100)
    + [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
  static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 3, count: 50) + [0xFF, 0xD9]
  static let mp4: [UInt8] = [0, 0, 0, 24] + Array("ftypisom".utf8) + [UInt8](repeating: 0, count: 40)

  static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
