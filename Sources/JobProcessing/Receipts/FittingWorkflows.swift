import JobModel
import RowReading
import Workflows

extension HeaderFinder {
  /// Finds the header of a table for a workflow.
  ///
  /// - Parameter language: of the titles that missing columns are called by.
  init(_ workflow: WorkflowDefinition, in language: Language) {
    self.init(
      workflow.columns.map { column in
        let title = column.titles.message(or: column.name).text(in: language)
        return HeaderColumn(names: [title] + column.headers, isRequired: column.required)
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
