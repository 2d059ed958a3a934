import Glibc
package import JobModel
package import SystemPackage
import Yams

/// The files `presets/<name>.yaml` beside a workflow. Its calls block on the disk.
package struct PresetFolder: Sendable {
  /// Why a preset cannot be added or removed.
  package struct Refusal: Error, Hashable, CustomStringConvertible {
    package enum Cause: Hashable, Sendable {
      /// The name or a value cannot be used.
      case unusable
      /// There is no preset of that name.
      case missing
      /// There is one already.
      case taken
      /// The file is another than the one that was to be changed.
      case changedMeanwhile
      /// The disk or its rights.
      case disk
    }

    package let cause: Cause
    /// A sentence for whoever asked.
    package let message: Message
    /// The system's reason, where it is one.
    package var errno: Int32?

    init(_ cause: Cause, _ message: Message, errno: Int32? = nil) {
      self.cause = cause
      self.message = message
      self.errno = errno
    }

    package var description: String { message.english }
  }

  /// Bytes of the longest name.
  private static let longestName = 80

  let workflow: WorkflowDefinition
  let library: WorkflowLibrary
  let folder: FilePath

  /// - Parameter workflow: as `library` loaded it, so that it has a folder.
  package init?(_ workflow: WorkflowDefinition, _ library: WorkflowLibrary) {
    guard let place = workflow.folder else { return nil }
    self.workflow = workflow
    self.library = library
    folder = place.appending("presets")
  }

  // MARK: Adding

  /// The text of a preset with these values.
  ///
  /// - Parameter values: by the column's name, title or alias. They are texts, read as cells are.
  /// - Throws: `Refusal` where a column is not known or named twice.
  package func text(titles: Titles, values: [(name: String, value: String)]) throws(Refusal) -> String {
    var root: [(Node, Node)] = []
    if let named = Self.node(titles) { root.append((Node("titles"), named)) }
    root.append((Node("values"), try node(values)))
    return try Self.text(of: Node(root))
  }

  static func node(_ titles: Titles) -> Node? {
    let named = [("en", titles.english), ("zh", titles.chinese)].compactMap { key, title in
      title.map { (Node(key), quoted($0)) }
    }
    return named.isEmpty ? nil : Node(named)
  }

  func node(_ values: [(name: String, value: String)]) throws(Refusal) -> Node {
    var pairs: [(Node, Node)] = []
    for (name, value) in values {
      let column = try column(name).name
      guard !pairs.contains(where: { $0.0.string == column }) else {
        throw Refusal(.unusable, "The column '\(column)' is given twice.")
      }
      pairs.append((Node(column), Self.quoted(value)))
    }
    return Node(pairs)
  }

  private static func quoted(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }

  static func text(of node: Node) throws(Refusal) -> String {
    do {
      return try Yams.serialize(node: node, width: -1, allowUnicode: true)
    } catch {
      throw Refusal(.unusable, "The preset cannot be written as YAML: \(String(describing: error))")
    }
  }

  private func column(_ name: String) throws(Refusal) -> InputColumn {
    let wanted = FoldedText.foldHeader(name)
    if let found = workflow.columns.first(where: { $0.headers.contains { FoldedText.foldHeader($0) == wanted } }) {
      return found
    }
    let names = workflow.columns.map(\.name)
    let hint: Message =
      Spelling.nearest(to: name, in: names).map { "Did you mean '\($0)'?" }
      ?? "Its columns are: \(Message.list(names))."
    throw Refusal(.unusable, .sentences(["The workflow '\(workflow.id)' has no column '\(name)'.", hint]))
  }

  /// Writes a preset, whole or not at all.
  ///
  /// - Parameter replacing: whether one of that name may be there already.
  /// - Returns: the file.
  /// - Throws: `Refusal` where the name cannot be used or is taken, or the file cannot be written; `WorkflowError` with
  ///   everything that is wrong with the text.
  @discardableResult
  package func add(_ name: String, text: String, replacing: Bool = false) throws -> FilePath {
    try check(name)
    // One form of each letter, so that the file's name is the same wherever it was typed.
    let name = PortableName.make(name, maximumBytes: Self.longestName)
    let taken = known(name)
    if let taken, !replacing {
      throw Refusal(.taken, "The workflow '\(workflow.id)' has a preset '\(taken)' already. Remove it first.")
    }
    _ = try workflow.merged(preset: Preset(yaml: text, name: name, of: workflow))
    let file = folder.appending("\(taken ?? name).yaml")
    try write(text, to: file)
    return file
  }

  /// A preset's name is a drop folder's too: it can live on every share.
  private func check(_ name: String) throws(Refusal) {
    let isUsable = !name.isEmpty && !name.hasPrefix(".") && !name.hasPrefix("~") && !name.contains("/")
    guard isUsable, PortableName.make(name, maximumBytes: Self.longestName) == name else {
      throw Refusal(
        .unusable,
        """
        '\(name)' cannot be the name of a preset: it names a folder too. Use letters and digits of any \
        script, blanks inside, '-' and '_', \(Self.longestName) bytes at most.
        """)
    }
  }

  func missing(_ name: String) -> Refusal {
    let names = library.presetNames(of: workflow)
    let present: Message = names.isEmpty ? "It has none." : "It has: \(Message.list(names))."
    let hint = Spelling.nearest(to: name, in: names).map { "Did you mean '\($0)'?" as Message } ?? present
    return Refusal(.missing, .sentences(["The workflow '\(workflow.id)' has no preset '\(name)'.", hint]))
  }

  /// The name of a preset as it is written.
  func known(_ name: String) -> String? {
    library.presetNames(of: workflow).first { FoldedText.fold($0) == FoldedText.fold(name) }
  }

  func write(_ text: String, to file: FilePath) throws(Refusal) {
    _ = folder.withPlatformString { mkdir($0, 0o775) }
    let draft = folder.appending(".\(getpid()).draft")
    do {
      let descriptor = try FileDescriptor.open(
        draft, .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
        permissions: FilePermissions(rawValue: 0o664))
      try descriptor.closeAfter {
        try descriptor.writeAll(text.utf8)
        guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
      }
      guard rename(draft.string, file.string) == 0 else { throw Errno(rawValue: errno) }
      try syncFolder()
    } catch {
      _ = unlink(draft.string)
      throw Self.refusal("The file \(file) cannot be written.", error)
    }
  }

  func syncFolder() throws {
    let descriptor = try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    try descriptor.closeAfter {
      guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
  }

  // MARK: Removing

  /// Removes a preset's file. Jobs that use it have copies of their own.
  ///
  /// - Returns: its name as it was written.
  /// - Throws: `Refusal` where there is none of that name, or it cannot be removed.
  package func remove(_ name: String) throws(Refusal) -> String {
    guard let known = known(name) else { throw missing(name) }
    let file = folder.appending("\(known).yaml")
    do {
      guard unlink(file.string) == 0 else { throw Errno(rawValue: errno) }
      try syncFolder()
    } catch {
      throw Self.refusal("The file \(file) cannot be removed.", error)
    }
    if access(folder.appending(PresetOrder.file).string, F_OK) == 0 { try writeOrder(order) }
    // Only where nothing is left in it.
    _ = folder.withPlatformString { rmdir($0) }
    return known
  }

  static func refusal(_ what: Message, _ error: any Error) -> Refusal {
    Refusal(
      .disk, .sentences([what, "The reason: \(String(describing: error))."]), errno: (error as? Errno)?.rawValue)
  }
}
