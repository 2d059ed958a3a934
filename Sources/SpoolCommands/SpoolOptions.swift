package import ArgumentParser
import Glibc
package import JobProcessing
package import Spool
package import SystemPackage
import Workflows

/// Which spool, and what its configuration says.
package struct SpoolOptions: ParsableArguments {
  @Option(name: .long, help: "The spool's folder; $ROWSPOOL_SPOOL, else ./spool, unless given.")
  package var spool: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A setting for this run, above the environment and rowspool.yaml, such as settle=500ms.",
      valueName: "key=value"))
  package var config: [String] = []

  package init() {}

  /// The spool's folder as it was named.
  package var folder: FilePath {
    FilePath(spool ?? Self.environment["ROWSPOOL_SPOOL"].flatMap { $0.isEmpty ? nil : $0 } ?? "spool")
  }

  /// - Throws: `ConfigurationError`, or `ValidationError` for a `--config` without a value.
  package func configuration() throws -> Configuration {
    let flags = try config.map { text in
      guard let sign = text.firstIndex(of: "=") else {
        throw ValidationError("'--config \(text)' has no value. Write --config key=value.")
      }
      let key = String(text[..<sign])
      return ConfigurationReader.Flag(
        name: "--config \(key)", key: key, value: String(text[text.index(after: sign)...]))
    }
    return try ConfigurationReader(environment: Self.environment, flags: flags, workingFolder: Self.workingFolder)
      .read(spool: folder)
  }

  /// Opens the spool with its folders where the configuration puts them.
  package func open() throws -> (spool: Spool, configuration: Configuration) {
    let configuration = try configuration()
    return (try Spool(opening: configuration.layout), configuration)
  }

  static var environment: [String: String] { ProcessEnvironment.current }

  static var workingFolder: FilePath {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    // A working folder that was removed has no name; absolute paths still work.
    guard getcwd(&bytes, bytes.count) != nil else { return "/" }
    return FilePath(platformString: bytes)
  }
}
