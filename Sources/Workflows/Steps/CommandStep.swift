import Containment
import JobModel
import SystemPackage

/// `command:` runs a local program; no shell reads its arguments.
///
///     command:
///       run: ["./thumbnail.py", "{{image}}", "out.png"]
///       outputs:
///         picture: {file: "out.*", type: image}
///         colour: {type: text}
///
/// The program finds the row's values in its environment (`ROW_<COLUMN>`; longer ones than 64 KiB are left out)
/// and as JSON on stdin, and an empty folder of its own as working folder. It leaves files there, and writes a JSON
/// object with its other outputs to stdout (`output: text`: stdout is the one other output). Exit status 0 is done;
/// 75 is "try again"; 65 is "this row cannot be done", with its last line on stderr as the reason (a text, or
/// `{"en": …, "zh": …}`); any other is what `onFailure` says (`transient`). With `persistent: true` it stays and answers row after row; see
/// `CommandStep+persistent.swift`.
struct CommandStep: StepKind {
  static let key = "command"

  let commands: any CommandService
  let workers: PersistentWorkers
  let limits: ProcessLimits

  init(resources: StepResources) {
    commands = resources.commands
    workers = resources.workers
    limits = resources.commandLimits
  }

  func run(_ step: FilledStep, _ context: StepContext) async throws(Failure) -> StepOutput {
    let call = try CommandCall(step, context)
    let outputs = CommandOutputs(step)
    if call.isPersistent { return try await ask(call, outputs, context) }
    let invocation = CommandInvocation(
      arguments: call.arguments, folder: context.folder, environment: call.environment, input: call.input,
      limits: limits, deadline: context.timeout, outputLimit: Self.outputLimit)
    let result: CommandResult
    do throws(ContainmentError) {
      result = try await commands.run(invocation)
    } catch {
      throw Failure(error, step: call.step, subject: "the row")
    }
    try Self.check(result, call)
    let values = try outputs.values(fromText: result.output)
    return StepOutput(values: values, files: try outputs.files(matchedIn: context.folder))
  }

  private static let outputLimit = 10 << 20

  /// - Throws: unless the program says that the row is done.
  private static func check(_ result: CommandResult, _ call: CommandCall) throws(Failure) {
    let start: Message = "The program '\(call.program)' of the step '\(call.step)'"
    let lastLine = result.errorTail.split(whereSeparator: \.isNewline).map { FoldedText.trim(String($0)) }
      .last { !$0.isEmpty }
    let detail = result.errorTail.isEmpty ? nil : result.errorTail
    switch result.status {
    case .exited(0): return
    case .exited(65):
      throw Failure(
        .invalid, code: "command-invalid",
        message: lastLine.flatMap(ProgramSentence.read(line:)) ?? "\(start) cannot use this row's values.",
        detail: detail)
    case .exited(75):
      throw Failure(
        .transient, code: "command-try-again", message: "\(start) asks to try the row again.", detail: detail)
    case .exited(let status):
      throw Failure(
        call.onFailure, code: "command-failed", message: "\(start) failed (exit status \(status)).", detail: detail)
    case .signalled(let signal):
      throw Failure(
        .transient, code: "command-signal", message: "\(start) was ended by a signal (\(signal)).", detail: detail)
    case .deadlinePassed, .cancelled:
      throw Failure(
        .transient, code: "step-timeout",
        message: "The step '\(call.step)' took longer than \(call.timeout.forPeople) and was stopped.",
        detail: detail)
    case .outputTooLarge:
      throw Failure(
        .invalid, code: "command-output-too-large",
        message: "\(start) wrote more than \(outputLimit >> 20) MB to its output. Let it write to a file instead.",
        detail: detail)
    }
  }
}

/// What is told to a program for one row.
struct CommandCall {
  let step: String
  let arguments: [String]
  let environment: [String: String]
  /// The row as JSON.
  let row: JSONObject
  let isPersistent: Bool
  let workers: Int
  let onFailure: Failure.Class
  let timeout: Duration

  var program: String { arguments.first?.split(separator: "/").last.map(String.init) ?? "" }

  /// The row as one line.
  var input: [UInt8] {
    var writer = JSONWriter()
    writer.write(row)
    writer.endLine()
    return writer.bytes
  }

  /// Bytes of the longest argument that Linux takes (MAX_ARG_STRLEN, with its end), and of values in the
  /// environment: both together must leave room for the rest.
  private static let longestArgument = 131_071
  private static let longestVariable = 65_536
  private static let allVariables = 1 << 20

  init(_ filled: FilledStep, _ context: StepContext) throws(Failure) {
    let settings = filled.settings
    step = filled.definition.name
    isPersistent = settings["persistent"]?.boolean ?? false
    workers = settings["workers"]?.integer ?? 1
    onFailure = settings["onFailure"]?.string.flatMap(Failure.Class.init) ?? .transient
    timeout = context.timeout
    arguments = try Self.arguments(settings["run"]?.array ?? [], filled, context)
    row = [
      "job": .string(context.record.job.text), "row": .integer(Int64(context.record.row)),
      "values": .object(context.values),
    ]
    environment = Self.environment(settings["environment"]?.object ?? [:], context.values)
  }

  /// A program named with a slash lies in the workflow's folder.
  private static func arguments(
    _ words: [JSONValue], _ filled: FilledStep, _ context: StepContext
  ) throws(Failure) -> [String] {
    var arguments = words.map { $0.plainText.filter { $0 != "\0" } }
    if let index = arguments.firstIndex(where: { $0.utf8.count > longestArgument }) {
      throw Failure(
        .invalid, code: "argument-too-long",
        message: """
          A value for the program of the step '\(filled.definition.name)' is \
          \(arguments[index].utf8.count / 1000) KB long; 128 KB are possible.
          """)
    }
    if let program = arguments.first, program.contains("/"), let folder = context.workflowFolder {
      arguments[0] = folder.pushing(FilePath(program)).lexicallyNormalized().string
    }
    return arguments
  }

  private static func environment(_ own: JSONObject, _ values: JSONObject) -> [String: String] {
    var environment: [String: String] = [:]
    var total = 0
    func add(_ name: String, _ value: JSONValue) {
      let text = value.plainText.filter { $0 != "\0" }
      guard text.utf8.count <= longestVariable, total + text.utf8.count <= allVariables else { return }
      total += text.utf8.count
      environment[name] = text
    }
    for (name, value) in values.members {
      add("ROW_" + String(name.uppercased().map { $0 == "." ? "_" : $0 }), value)
    }
    for (name, value) in own.members { add(name, value) }
    return environment
  }
}
