import JobModel
import SystemPackage

extension WorkflowRunner {
  /// Fetches what web addresses among the row's pictures and files lead to. What an earlier attempt fetched is not
  /// fetched again.
  ///
  /// - Returns: the files, kept under `WebInput.storedColumn`; `nil` where the row names no address.
  func inputs(
    of attempt: RowAttempt, _ journal: any AttemptJournal, until end: ContinuousClock.Instant
  ) async throws(Failure) -> StepResult? {
    let inputs = WebInput.all(in: attempt.history.values, of: definition)
    guard !inputs.isEmpty else { return nil }
    var kept =
      attempt.history.steps.last { $0.number == StepResult.inputs } ?? StepResult(number: StepResult.inputs)
    for input in inputs where !kept.files.contains(where: { $0.column == input.storedColumn }) {
      if Task.isCancelled { throw Self.cancelled }
      let file = try await fetch(input, attempt, until: end)
      kept = try await write(
        kept, files: [file], journal,
        orThrow:
          "What was fetched for the column '\(input.column.title)' could not be written down. The row is run again later."
      )
      guard let stored = kept.files.last else { continue }
      fetcher?.keep(file, at: attempt.jobFolder.appending("files").appending(stored.name), of: input, for: attempt)
    }
    return kept
  }

  private func fetch(
    _ input: WebInput, _ attempt: RowAttempt, until end: ContinuousClock.Instant
  ) async throws(Failure) -> StepFile {
    guard let fetcher else {
      throw Failure(.transient, code: "fetch-not-here", message: "This process fetches nothing from the web.")
    }
    let late = Failure(
      .transient, code: "fetch-late", message: "\(input.column.title): The row's time ended while it was fetched.")
    let left = ContinuousClock.now.duration(to: end)
    guard left > .zero else { throw late }
    let output = try await Deadline.run(within: left, orThrow: late) { () throws(Failure) in
      StepOutput(files: [try await fetcher.fetch(input, for: attempt)])
    }
    guard let file = output.files.first else { throw late }
    return file
  }
}
