import Glibc
import HTTPTransfer

extension ConfigurationSetting {
  /// Permission bits, as octal digits.
  static func mode(_ key: String, _ path: Path<UInt32>, most: UInt32) -> Self {
    let example = String(most > 0o777 ? 0o2775 : 0o664, radix: 8)
    return Self(key: key, wanted: "octal digits of a mode such as \(example)") { value, _, configuration in
      // The owner, who is the server, must be able to go on with what it made.
      let least: UInt32 = most > 0o777 ? 0o700 : 0o600
      guard let mode = value.text.flatMap({ UInt32($0, radix: 8) }), mode <= most, mode & least == least else {
        return false
      }
      configuration[keyPath: path] = mode
      return true
    } show: {
      "\"0\(String($0[keyPath: path], radix: 8))\""
    }
  }

  /// Patterns of hosts; `none` for an empty list.
  static func hosts(_ key: String, _ path: Path<Set<HTTPHostPattern>>) -> Self {
    Self(key: key, wanted: "a list of hosts such as [example.com, \"*.example.com:8443\"], or 'none'") {
      value, _, configuration in
      guard let list = value.text == "none" ? [] : value.list(separator: ",") else { return false }
      let hosts = list.compactMap { HTTPHostPattern($0) }
      guard hosts.count == list.count else { return false }
      configuration[keyPath: path] = Set(hosts)
      return true
    } show: {
      YAMLText.list($0[keyPath: path].map(\.description).sorted())
    }
  }

  /// Addresses and networks of addresses; `none` for an empty list.
  static func networks(_ key: String, _ path: Path<[NetworkBlock]>) -> Self {
    let wanted = """
      a list of addresses such as 10.0.0.2 or ::1, and of networks such as 10.0.0.0/8 or fd00::/8 (with zeros behind \
      that many bits), or 'none'
      """
    return Self(key: key, wanted: wanted) { value, _, configuration in
      guard let list = value.text == "none" ? [] : value.list(separator: ",") else { return false }
      let networks = list.compactMap { NetworkBlock($0) }
      guard networks.count == list.count else { return false }
      configuration[keyPath: path] = networks
      return true
    } show: {
      YAMLText.list($0[keyPath: path].map(\.description))
    }
  }

  /// A group by its name or number. The corresponding C function is `getgrnam_r`.
  static func group(_ key: String, _ path: Path<UInt32?>) -> Self {
    Self(key: key, wanted: "the name or number of a group of this machine") { value, _, configuration in
      guard let text = value.text else { return false }
      if text.isEmpty {
        configuration[keyPath: path] = nil
        return true
      }
      guard let group = UInt32(text) ?? number(ofGroup: text) else { return false }
      configuration[keyPath: path] = group
      return true
    } show: {
      $0[keyPath: path].map(String.init) ?? "null"
    }
  }

  private static func number(ofGroup name: String) -> UInt32? {
    var group = Glibc.group()
    var found: UnsafeMutablePointer<Glibc.group>?
    // The names of a large group's members need room.
    var buffer = [CChar](repeating: 0, count: 1 << 20)
    guard getgrnam_r(name, &group, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
    return group.gr_gid
  }
}
