extension ProcessLimits {
  /// The limits as options of the launcher: `--cpu 60 --as 536870912`.
  package var arguments: [String] {
    Self.options.flatMap { option in self[keyPath: option.path].map { ["--\(option.name)", String($0)] } ?? [] }
  }

  /// Takes the options off the front of `arguments`, up to and including `--`.
  ///
  /// - Returns: `nil` where an option is unknown, has no whole number, or `--` is missing.
  init?(taking arguments: inout ArraySlice<String>) {
    self.init()
    while let name = arguments.popFirst() {
      if name == "--" { return }
      guard let option = Self.options.first(where: { "--\($0.name)" == name }), let text = arguments.popFirst(),
        let value = Int(text), value >= 0
      else { return nil }
      self[keyPath: option.path] = value
    }
    return nil
  }

  private struct Option {
    var name: String
    var path: WritableKeyPath<ProcessLimits, Int?>
  }

  private static var options: [Option] {
    [
      Option(name: "as", path: \.addressSpace), Option(name: "cpu", path: \.cpuSeconds),
      Option(name: "files", path: \.openFiles), Option(name: "file-size", path: \.fileSize),
      Option(name: "processes", path: \.processes),
    ]
  }
}
