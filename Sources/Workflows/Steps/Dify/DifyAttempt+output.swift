import JobModel

extension DifyAttempt {
  /// What an ended run means for the row.
  func output(of ended: DifyEnded) async throws(Failure) -> StepOutput {
    switch ended.end {
    case .error(let event):
      try await giveUp()
      throw failure(of: event)
    case .result(let result):
      switch result.status {
      case .succeeded: return try await deliver(result, of: ended.run)
      case .partial:
        var output = try await deliver(result, of: ended.run)
        output.warning = output.warning ?? partialWarning(result)
        return output
      case .failed:
        try await giveUp()
        throw failed(result)
      case .stopped:
        try await giveUp()
        throw failure(
          .invalid, "stopped",
          .sentences([
            Self.with(result.error, after: "The run was stopped in Dify before its end"),
            "Retry the row to run it again.",
          ]),
          ended.run.text)
      case .paused:
        throw failure(
          .invalid, "paused",
          """
          The run in Dify waits for a person's input. Answer it in Dify, then retry the row: its result is fetched, and \
          nothing is run again.
          """, ended.run.text)
      case .running: throw lostRun(ended.run)
      }
    }
  }

  /// - Parameters:
  ///   - words: of the service; none, or empty: the sentence stands alone.
  ///   - sentence: without its full stop.
  private static func with(_ words: String?, after sentence: Message) -> Message {
    guard let words, !words.isEmpty else { return "\(sentence)." }
    return "\(sentence): \(words.prefix(500))"
  }

  private func failed(_ result: DifyResult) -> Failure {
    let words = result.error ?? ""
    let rule = settings.rules.first { $0.fits(words) }
    return failure(
      rule?.meaning ?? .invalid, "run-failed", Self.with(words, after: rule?.sentence ?? "The run in Dify failed"))
  }

  /// The step's own patterns come before the codes: they are there for what an app says in its own words.
  private func failure(of event: DifyErrorEvent) -> Failure {
    var failure = DifyRefusal(event).failure(server.access.name)
    if let rule = settings.rules.first(where: { $0.fits(event.message) }), event.code.isEmpty || rule.sentence != nil {
      failure.class = rule.meaning
      if let sentence = rule.sentence { failure.message = Self.with(event.message, after: sentence) }
    }
    return failure
  }

  private func partialWarning(_ result: DifyResult) -> Failure {
    failure(
      .transient, "partial",
      .sentences([
        Self.with(result.error, after: "A part of the app failed and the rest went on without it"),
        "Look at the result.",
      ]))
  }

  // MARK: Outputs

  private func deliver(_ result: DifyResult, of run: DifyRun) async throws(Failure) -> StepOutput {
    let document = result.document(run)
    var output = StepOutput(cost: result.cost(in: context.workflow.estimate?.currency))
    var links = DifyLinks(document, run: run, reread: reread)
    for wanted in settings.outputs {
      if wanted.isFile {
        output.files += try await files(of: wanted, &links, &output.warning)
      } else if let value = wanted.value(in: document) {
        output.values[wanted.name] = value
      } else if !wanted.isOptional {
        throw try await missing(wanted)
      }
    }
    return output
  }

  /// The run is over, and gave nothing for an output: a retry has to run it again.
  func missing(_ output: DifyOutput) async throws(Failure) -> Failure {
    try await giveUp()
    return failure(
      .blocked, "no-output",
      """
      The run in Dify ended well but gave no '\(output.source)'. Look at the app's outputs in Dify, \
      or at 'outputs:' in the workflow.
      """)
  }

  /// The run's record again: newer servers sign its links anew.
  private func reread(_ run: DifyRun) async throws(Failure) -> JSONObject? {
    guard settings.app.keepsRuns, let id = run.run, let detail = try await server.detail(of: id) else { return nil }
    return DifyResult(data: detail)?.document(run)
  }
}
