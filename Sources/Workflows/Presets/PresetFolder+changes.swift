import Glibc
import JobModel
import SystemPackage
import Yams

extension PresetFolder {
  /// What a file must be for it to be changed.
  package enum Expectation: Hashable, Sendable {
    case anything
    /// There is no preset of that name yet.
    case nothing
    /// The revision that whoever changes it has seen.
    case revision(String)
  }

  /// - Throws: `Refusal` where there is none of that name, or its file cannot be read.
  package func read(_ name: String) throws -> PresetText {
    guard let known = known(name) else { throw missing(name) }
    let text: String
    do throws(WorkflowError) {
      text = try YAMLFile.text(of: folder.appending("\(known).yaml"), as: "presets/\(known).yaml")
    } catch {
      throw Refusal(.disk, Message(verbatim: error.description))
    }
    return try PresetText(name: known, text: text)
  }

  /// Writes a preset where its file is what it is expected to be; whoever else changes it so meanwhile waits.
  ///
  /// - Returns: the preset as it is now.
  /// - Throws: as `add`.
  package func write(_ name: String, text: String, where expectation: Expectation) throws -> PresetText {
    try withLock {
      try check(expectation, name)
      try add(name, text: text, replacing: expectation != .nothing)
      return try read(name)
    }
  }

  /// Removes a preset where its file is what it is expected to be.
  package func remove(_ name: String, where expectation: Expectation) throws -> String {
    try withLock {
      try check(expectation, name)
      return try remove(name)
    }
  }

  private func check(_ expectation: Expectation, _ name: String) throws {
    guard case .revision(let revision) = expectation else { return }
    guard try read(name).revision == revision else {
      throw Refusal(
        .changedMeanwhile, "Somebody has changed the preset '\(name)' meanwhile. Load it again and repeat your change.")
    }
  }

  /// The text of a preset with other titles and values, and with everything else of its present text.
  ///
  /// - Parameters:
  ///   - text: the present one; comments in it are lost.
  ///   - titles: `nil`: the present ones.
  package func text(
    _ text: String?, titles: Titles?, values: [(name: String, value: String)]
  ) throws(Refusal) -> String {
    guard let text, let present = YAMLDocument.read(text, problems: ProblemList(file: ""))?.node.mapping else {
      return try self.text(titles: titles ?? Titles(), values: values)
    }
    let named = titles.map(Self.node) ?? present["titles"]
    let kept = present.filter { !["titles", "values"].contains($0.key.string) }
    let head = named.map { [(Node("titles"), $0)] } ?? []
    return try Self.text(of: Node(head + [(Node("values"), try node(values))] + kept.map { ($0.key, $0.value) }))
  }

  // MARK: Order

  /// The names in the order in which they are shown.
  package var order: [String] { library.presetNames(of: workflow) }

  /// Shows presets in this order from now on; those that are not named come after them.
  ///
  /// - Throws: `Refusal` where one is not known or named twice, or the disk refuses.
  package func arrange(_ names: [String]) throws {
    try withLock { try writeOrder(names) }
  }

  func writeOrder(_ names: [String]) throws(Refusal) {
    var written: [String] = []
    for name in names {
      guard let known = known(name) else { throw missing(name) }
      guard !written.contains(known) else { throw Refusal(.unusable, "The preset '\(known)' is named twice.") }
      written.append(known)
    }
    let file = folder.appending(PresetOrder.file)
    if written.isEmpty {
      _ = file.withPlatformString { unlink($0) }
    } else {
      try write(written.joined(separator: "\n") + "\n", to: file)
    }
  }

  // MARK: One at a time

  /// Keeps other processes and threads that change presets of this workflow waiting. The C function is `flock`, on the
  /// workflow's folder.
  private func withLock<Value>(_ body: () throws -> Value) throws -> Value {
    let place: FileDescriptor
    do {
      place = try FileDescriptor.open(folder.removingLastComponent(), .readOnly, options: [.directory, .closeOnExec])
    } catch {
      throw Self.refusal("The folder \(folder.removingLastComponent()) cannot be opened.", error)
    }
    return try place.closeAfter {
      guard flock(place.rawValue, LOCK_EX) == 0 else {
        throw Self.refusal("The folder \(folder) cannot be locked.", Errno(rawValue: errno))
      }
      return try body()
    }
  }
}
