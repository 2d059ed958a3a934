import Containment
import JobModel
import SystemPackage

extension CommandStep {
  /// `persistent: true`: the program stays, reads one JSON line for each row and answers with one.
  ///
  ///     {"id": 7, "job": "…", "row": 12, "values": {"image": "/…/cup.jpg"}, "folder": "/…/step1"}
  ///     {"id": 7, "ok": true, "outputs": {"colour": "red"}, "files": {"picture": "out.png"}}
  ///     {"id": 7, "ok": false, "class": "invalid", "message": "The picture is too dark."}
  ///
  /// `message` may also be `{"en": …, "zh": …}`.
  /// Files lie in `folder`, which is this row's own. Its arguments and its environment are the same for all rows.
  func ask(
    _ call: CommandCall, _ outputs: CommandOutputs, _ context: StepContext
  ) async throws(Failure) -> StepOutput {
    let home = context.workflowFolder ?? "/"
    let own = call.environment.filter { !$0.key.hasPrefix("ROW_") }
    let program = ChildProgram(
      arguments: call.arguments, environment: ChildProgram.environment(folder: home, adding: own), folder: home,
      limits: limits)
    var request = call.row
    request["folder"] = .string(context.folder.string)
    let reply: JSONObject
    do throws(ContainmentError) {
      reply = try await workers.pool(for: program, count: call.workers).call(request, deadline: context.timeout)
    } catch {
      throw Failure(error, step: call.step, subject: "the row")
    }
    guard reply["ok"]?.boolean == true else { throw Self.failure(reply, call) }
    return StepOutput(
      values: outputs.values(from: reply["outputs"]?.object ?? [:]),
      files: try outputs.files(named: reply["files"]?.object ?? [:], in: context.folder))
  }

  private static func failure(_ reply: JSONObject, _ call: CommandCall) -> Failure {
    let start: Message = "The program '\(call.program)' of the step '\(call.step)'"
    guard reply["ok"]?.boolean == false else {
      return Failure(
        .transient, code: "command-bad-output", message: "\(start) gave an answer without a usable 'ok'.")
    }
    let failureClass = reply["class"]?.string.flatMap(Failure.Class.init) ?? call.onFailure
    return Failure(
      failureClass, code: "command-\(failureClass.rawValue)",
      message: reply["message"].flatMap(ProgramSentence.read) ?? "\(start) could not do this row.")
  }
}
