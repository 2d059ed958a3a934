/// One thing that is wrong with a workflow's or preset's file.
package struct WorkflowProblem: Hashable, Sendable, CustomStringConvertible {
  /// The file as people name it: `workflow.yaml`, `presets/square.yaml`.
  package var file: String
  /// Counted from 1; `nil` where the whole file is meant.
  package var line: Int?
  /// A stable word for the cause (`unknown-key`, `not-yaml`).
  package var code: String
  /// A sentence that names the key.
  package var message: String

  package var description: String {
    (line.map { "\(file), line \($0): " } ?? "\(file): ") + message
  }
}

/// Everything that is wrong with a workflow, found in one reading.
package struct WorkflowError: Error, Hashable, CustomStringConvertible {
  /// In the order of the file; never empty.
  package var problems: [WorkflowProblem]

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Gathers the problems of one file while it is read on.
final class ProblemList {
  let file: String
  private(set) var problems: [WorkflowProblem] = []

  init(file: String) {
    self.file = file
  }

  func add(_ code: String, _ message: String, line: Int? = nil) {
    let problem = WorkflowProblem(file: file, line: line, code: code, message: message)
    if !problems.contains(problem) { problems.append(problem) }
  }

  func throwIfAny() throws(WorkflowError) {
    guard !problems.isEmpty else { return }
    throw WorkflowError(problems: problems.enumerated().sorted(by: Self.isEarlier).map(\.element))
  }

  private static func isEarlier(
    _ left: (offset: Int, element: WorkflowProblem), _ right: (offset: Int, element: WorkflowProblem)
  ) -> Bool {
    (left.element.line ?? 0, left.offset) < (right.element.line ?? 0, right.offset)
  }
}
