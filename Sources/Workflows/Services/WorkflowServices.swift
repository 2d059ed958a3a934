package import HTTPTransfer
import SystemPackage

/// What a workflow says itself about where it may call: its `services:`, `hosts:` and `private:`.
package struct WorkflowServices: Hashable, Sendable {
  /// They come before the shared ones of the same name.
  package var services: [ServiceDefinition] = []
  /// Hosts that steps without a service may call, and that a row's URLs may name.
  package var hosts: [HTTPHostPattern] = []
  /// Whether these hosts may have private addresses.
  package var isPrivate = false

  package init() {}

  static let keys = ["services", "hosts", "private"]

  /// - Parameter folder: what relative key files start from.
  init(_ fields: YAMLFields, folder: FilePath?) {
    services = fields["services"].map { ServiceList.read($0, folder: folder) } ?? []
    hosts = fields["hosts"].map { $0.hostPatterns() } ?? []
    isPrivate = fields["private"]?.boolean() ?? false
  }
}

/// Services by name, as one file has them.
enum ServiceList {
  static func read(_ yaml: YAMLValue, folder: FilePath?) -> [ServiceDefinition] {
    guard let fields = yaml.fields(known: nil) else { return [] }
    return fields.values.compactMap { name, value in
      guard isName(name) else {
        value.report("name", "'\(name)' cannot be the name of a service. Use letters, digits, '-' and '_'.")
        return nil
      }
      return ServiceDefinition(value, name: name, folder: folder)
    }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 60
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || Character($0).isNumber || $0 == "-" || $0 == "_"
      }
  }

  /// Reads a `services.yaml`.
  ///
  /// - Throws: `WorkflowError` with everything that is wrong.
  static func read(_ yaml: String, file: String, folder: FilePath) throws(WorkflowError) -> [ServiceDefinition] {
    let problems = ProblemList(file: file)
    let services = YAMLDocument.read(yaml, problems: problems).map { read($0, folder: folder) }
    try problems.throwIfAny()
    return services ?? []
  }
}
