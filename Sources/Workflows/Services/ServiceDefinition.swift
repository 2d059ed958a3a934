package import HTTPTransfer
import JobModel
import SystemPackage

/// A service as `services.yaml`, or `services:` of a workflow, describes it.
///
///     openai:
///       url: https://api.openai.com/v1
///       key-file: openai.key
///       limits: {inFlight: 3, perMinute: 60}
package struct ServiceDefinition: Hashable, Sendable {
  /// How the key is sent.
  package enum Authorization: Hashable, Sendable {
    /// `Authorization: Bearer <key>`
    case bearer
    /// A header of this name, with `prefix` in front of the key.
    case header(String, prefix: String)
    case none
  }

  package var name: String
  /// Absolute, without a slash at its end.
  package var url: String
  /// Where its key is; `nil` where it needs none.
  package var key: KeySource?
  package var authorization: Authorization
  /// Further headers, for the base URL's origin only.
  package var headers: [HTTPHeader]
  /// Hosts besides the base URL's own where results may be fetched. No key goes there.
  package var hosts: [HTTPHostPattern]
  /// Whether `hosts` may have private addresses. The base URL's own host may in any case: it was named.
  package var isPrivate: Bool
  package var limits: ServiceLimits
  /// What its answers mean, for all workflows; a step's own rules come first.
  var errors: [ErrorRule]
  /// The base URL in its parts.
  let address: HTTPTarget
  /// The keys that its description has.
  let given: Set<String>

  /// Takes what its description leaves open from that of the same name in a later folder: how a key is sent, hosts,
  /// limits and what answers mean. Never the key: it belongs to the address beside it.
  mutating func inherit(from other: ServiceDefinition) {
    if !given.contains("auth"), key != nil, other.key != nil { authorization = other.authorization }
    if !given.contains("hosts") { hosts = other.hosts }
    if !given.contains("limits") { limits = other.limits }
    if !given.contains("errors") { errors = other.errors }
  }
}

/// How much a service takes at once.
package struct ServiceLimits: Hashable, Sendable {
  /// Rows at the same time; `nil`: the server's default.
  package var inFlight: Int?
  /// Requests in a minute.
  package var perMinute: Int?

  package init(inFlight: Int? = nil, perMinute: Int? = nil) {
    self.inFlight = inFlight
    self.perMinute = perMinute
  }
}

// MARK: - Reading

extension ServiceDefinition {
  private static let keyKeys = ["key-file", "key-environment", "key-credential"]
  private static let keys = ["url", "auth", "headers", "hosts", "private", "limits", "errors"] + keyKeys

  /// - Parameter folder: what a relative `key-file` starts from.
  /// - Returns: `nil` where it has no usable URL; everything else that is wrong is only reported.
  init?(_ yaml: YAMLValue, name: String, folder: FilePath?) {
    guard let fields = yaml.fields(known: Self.keys) else { return nil }
    let url = fields.required("url").flatMap { $0.baseURL() }
    let key = KeySource(fields, keys: Self.keyKeys, folder: folder)
    let authorization = fields["auth"].map { Self.authorization($0) } ?? (key == nil ? .some(.none) : .bearer)
    let headers = fields["headers"].map { $0.headers() } ?? []
    let hosts = fields["hosts"].map { $0.hostPatterns() } ?? []
    let isPrivate = fields["private"]?.boolean() ?? false
    let limits = ServiceLimits(fields["limits"])
    let errors = fields["errors"]?.list()?.compactMap(ErrorRule.init) ?? []
    guard let url, let authorization else { return nil }
    if key == nil, authorization != .none {
      fields["auth"]?.report(
        "auth", "'\(yaml.name)' says how its key is sent, but not where it is. Add 'key-file', or take 'auth' out.")
    }
    self.init(
      name: name, url: url.text, key: key, authorization: authorization, headers: headers, hosts: hosts,
      isPrivate: isPrivate, limits: limits, errors: errors, address: url.address,
      given: Set(fields.values.map(\.key)))
  }

  private static func authorization(_ yaml: YAMLValue) -> Authorization? {
    if yaml.isScalar {
      switch yaml.json().string {
      case "bearer": return .bearer
      case "none": return .some(.none)
      default:
        yaml.report("auth", "'\(yaml.name)' must be bearer, none, or {header: NAME}.")
        return nil
      }
    }
    guard let fields = yaml.fields(known: ["header", "prefix"]),
      let name = fields.required("header").flatMap({ $0.headerName() })
    else { return nil }
    let prefix = fields["prefix"]?.text() ?? ""
    return .header(name, prefix: prefix)
  }
}

extension ServiceLimits {
  fileprivate init(_ yaml: YAMLValue?) {
    guard let fields = yaml?.fields(known: ["inFlight", "perMinute"]) else { return }
    inFlight = fields["inFlight"]?.integer(1...10_000)
    perMinute = fields["perMinute"]?.integer(1...1_000_000)
  }
}
