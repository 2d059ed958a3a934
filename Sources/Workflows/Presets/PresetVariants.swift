import JobModel
import Synchronization

/// A workflow with each of the presets that a job's rows choose, made when the first row needs it.
final class PresetVariants: Sendable {
  private let base: WorkflowDefinition
  private let variants = Mutex<[String: WorkflowDefinition]>([:])

  init(_ base: WorkflowDefinition) {
    self.base = base
  }

  /// The workflow as a row with these values runs it.
  ///
  /// - Throws: `Failure` where it chose a preset that the job does not carry.
  func definition(for values: JSONObject) throws(Failure) -> WorkflowDefinition {
    guard !base.carriedPresets.isEmpty, let name = values[RowValidators.key]?.string else { return base }
    if let known = variants.withLock({ $0[name] }) { return known }
    let variant = try load(name)
    variants.withLock { $0[name] = variant }
    return variant
  }

  private func load(_ name: String) throws(Failure) -> WorkflowDefinition {
    guard base.carriedPresets.contains(name) else {
      throw Failure(
        .invalid, code: "preset-not-carried",
        message: "The row chooses the preset '\(name)', which this job does not have. Drop the row again.")
    }
    do throws(WorkflowError) {
      var variant = try WorkflowDefinition(yaml: base.source, id: base.id, folder: base.folder, preset: name)
      // The server's and the job's settings were filled in already.
      variant.retry = base.retry
      return variant
    } catch {
      throw Failure(
        .invalid, code: "preset-unusable", message: "The preset '\(name)' of this job cannot be used.",
        detail: error.description)
    }
  }
}
