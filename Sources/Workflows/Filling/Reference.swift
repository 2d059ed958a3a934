/// What a `{{…}}` names: a column of the row, an output of an earlier step, or something a step learns itself.
package enum Reference: Hashable, Sendable, CustomStringConvertible {
  case column(String)
  /// `{{step.output}}`
  case output(step: String, name: String)
  /// `{{pipeline}}`: the picture that the row's operations have made so far.
  case pipeline
  /// `{{$remote}}`: known only while the step runs, and only to it.
  case local(LocalReference)

  /// - Returns: `nil` where `text` is none of `name`, `step.name` and `$name`.
  init?(_ text: some StringProtocol) {
    if text.hasPrefix("$") {
      guard let local = LocalReference(String(text)) else { return nil }
      self = .local(local)
      return
    }
    let parts = String(text).split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard parts.allSatisfy({ Name.isValid($0) }) else { return nil }
    switch parts.count {
    case 1: self = parts[0] == "pipeline" ? .pipeline : .column(parts[0])
    case 2: self = .output(step: parts[0], name: parts[1])
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .column(let name): name
    case .output(let step, let name): "\(step).\(name)"
    case .pipeline: "pipeline"
    case .local(let reference): reference.description
    }
  }
}

/// Names of columns, steps, outputs and presets.
enum Name {
  /// A letter, then letters, digits and `_`, all ASCII: so that every name can be an environment variable, a part of
  /// a file name and a `{{…}}`.
  static func isValid(_ name: some StringProtocol) -> Bool {
    guard let first = name.utf8.first, isLetter(first), name.utf8.count <= 60 else { return false }
    return name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
