import JobModel
import RowReading
import Workflows

extension HeaderFinder {
  /// Finds the header of a table for a workflow.
  init(_ workflow: WorkflowDefinition) {
    self.init(
      workflow.columns.map {
        HeaderColumn(names: [$0.displayName] + $0.headers, isRequired: $0.required, title: $0.title)
      })
  }
}

/// Finds the workflows that a table was perhaps meant for.
struct FittingWorkflows {
  let library: WorkflowLibrary

  private static let most = 5

  /// The workflows, but for `other`, whose required columns are all among the titles; one that requires none fits
  /// anything and says nothing.
  func names(for titles: [String], besides other: String? = nil) -> [String] {
    let fitting = library.names().filter { name in
      guard name != other, let workflow = try? library.load(name), workflow.columns.contains(where: \.required)
      else { return false }
      return HeaderMapping(headers: titles, of: workflow).missing(of: workflow).isEmpty
    }
    return Array(fitting.prefix(Self.most))
  }

  /// A sentence that says where to drop it; empty where nothing fits.
  func hint(for titles: [String], besides other: String? = nil) -> Message {
    let names = names(for: titles, besides: other).map { "“\($0)”" }
    return names.isEmpty ? "" : "Its columns fit the drop folder \(Message.list(names)): was it meant for that?"
  }
}
