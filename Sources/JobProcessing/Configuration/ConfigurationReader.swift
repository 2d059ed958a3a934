import Glibc
import Spool
package import SystemPackage
import Workflows

/// Reads the configuration of a spool from its three places. It blocks on the disk for one small file.
package struct ConfigurationReader: Sendable {
  /// A value given on the command line.
  package struct Flag: Hashable, Sendable {
    /// As it was written, for messages: `--settle`.
    package var name: String
    package var key: String
    package var value: String

    package init(name: String, key: String, value: String) {
      self.name = name
      self.key = key
      self.value = value
    }
  }

  package var environment: [String: String]
  package var flags: [Flag]
  package var machine: MachineFacts
  /// What relative paths in the environment and in flags start from.
  package var workingFolder: FilePath

  package init(
    environment: [String: String], flags: [Flag] = [], machine: MachineFacts = .current, workingFolder: FilePath
  ) {
    self.environment = environment
    self.flags = flags
    self.machine = machine
    self.workingFolder = workingFolder
  }

  /// Variables with our beginning that are no keys.
  private static let otherVariables: Set<String> = ["ROWSPOOL_SPOOL"]

  /// - Parameter spool: relative to the working folder, or absolute. It need not exist.
  /// - Throws: `ConfigurationError` with everything that is wrong.
  package func read(spool: FilePath) throws(ConfigurationError) -> Configuration {
    let root = workingFolder.pushing(spool).lexicallyNormalized()
    var reading = Reading(Configuration(spool: root, machine: machine))
    readFile(in: root, &reading)
    readEnvironment(&reading)
    for flag in flags {
      reading.set(flag.key, .text(flag.value), from: .flag(flag.name), relativeTo: workingFolder)
    }
    guard reading.problems.isEmpty else { throw ConfigurationError(problems: reading.problems) }
    return reading.configuration
  }

  private func readFile(in root: FilePath, _ reading: inout Reading) {
    let text: String
    do {
      guard let bytes = try Folder.open(root).contents(of: SpoolLayout.configurationFile) else { return }
      text = String(decoding: bytes, as: UTF8.self)
    } catch {
      // Without a spool there is no file; whoever needs the spool says so.
      if error.errno == ENOENT || error.errno == ENOTDIR { return }
      return reading.add(SpoolLayout.configurationFile, "unreadable", "The file cannot be read. \(error.description)")
    }
    let file = ConfigurationFile(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    reading.problems += file.problems
    for entry in file.entries {
      reading.set(entry.key, entry.value, from: .file(line: entry.line), relativeTo: root)
    }
  }

  private func readEnvironment(_ reading: inout Reading) {
    let settings = Configuration.settings
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("ROWSPOOL_") {
      if Self.otherVariables.contains(name) { continue }
      guard let setting = settings.first(where: { $0.environmentName == name }) else {
        let known = settings.map(\.environmentName)
        let hint = Spelling.nearest(to: name, in: known + Self.otherVariables).map { " Did you mean \($0)?" }
        reading.add(
          name, "unknown-key",
          "No setting has this environment variable.\(hint ?? " 'rowspool doctor' lists the settings there are.")")
        continue
      }
      reading.set(setting.key, .text(value), from: .environment(name), relativeTo: workingFolder)
    }
  }

  private struct Reading {
    var configuration: Configuration
    var problems: [ConfigurationProblem] = []

    init(_ configuration: Configuration) {
      self.configuration = configuration
    }

    mutating func add(_ place: String, _ code: String, _ message: String) {
      problems.append(ConfigurationProblem(place: place, code: code, message: message))
    }

    mutating func set(
      _ key: String, _ value: ConfigurationValue, from origin: ConfigurationOrigin, relativeTo base: FilePath
    ) {
      guard let setting = Configuration.settings.first(where: { $0.key == key }) else {
        let known = Configuration.settings.map(\.key)
        let hint = Spelling.nearest(to: key, in: known).map { "Did you mean '\($0)'?" }
        let rest = hint ?? "Known are \(known.joined(separator: ", "))."
        return add(origin.description, "unknown-key", "The key '\(key)' is not known. \(rest)")
      }
      if value == .none { return }
      guard setting.read(value, base, &configuration) else {
        let written = value.text.map { ", not '\($0.prefix(80))'" } ?? ""
        return add(origin.description, "wrong-kind", "'\(key)' must be \(setting.wanted)\(written).")
      }
      configuration.origins[key] = origin
    }
  }
}
