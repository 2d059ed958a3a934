import HTTPTransfer

extension YAMLValue {
  /// An absolute URL below which a service's paths lie.
  func baseURL() -> (text: String, address: HTTPTarget)? {
    guard var text = text() else { return nil }
    while text.hasSuffix("/") { text.removeLast() }
    guard !text.contains("?"), !text.contains("#") else {
      report("url", "'\(name)' must end with a path: a base URL has no '?' and no '#'.")
      return nil
    }
    do throws(ConversionProblem) {
      return (text, try CellAddress.target(of: text))
    } catch  where error.code == "address-credentials" {
      // The sentence must not repeat the password.
      report("url", "'\(name)' holds a user or password. Take it out, and put the key into a file ('key-file').")
    } catch {
      report("url", "'\(name)' must be a whole web address such as https://api.example.com/v1.")
    }
    return nil
  }

  /// Patterns of hosts, as in `hosts:`.
  func hostPatterns() -> [HTTPHostPattern] {
    guard let elements = list() else { return [] }
    return elements.compactMap { element in
      guard let text = element.text() else { return nil }
      if let pattern = HTTPHostPattern(text) { return pattern }
      element.report(
        "hosts",
        "'\(text)' is no host. Write api.example.com, *.example.com, 127.0.0.1:8188 or \"*\", without https://.")
      return nil
    }
  }

  /// The name of a header line (RFC 9110, 5.6.2).
  func headerName() -> String? {
    guard let text = text() else { return nil }
    if Self.isHeaderName(text) { return text }
    report("headers", "'\(text)' cannot be the name of a header.")
    return nil
  }

  /// Headers that every request to a service carries; none with a key.
  func headers() -> [HTTPHeader] {
    guard let fields = fields(known: nil) else { return [] }
    return fields.values.compactMap { name, value in
      guard Self.isHeaderName(name) else {
        value.report("headers", "'\(name)' cannot be the name of a header.")
        return nil
      }
      guard let text = value.writtenText else {
        value.report("wrong-kind", "'\(value.name)' must be a text.")
        return nil
      }
      guard !Self.holdsSecret(name, text) else {
        value.report(
          "key-in-file", "'\(value.name)' looks like a key. Keys do not belong here: use 'key-file' and 'auth'.")
        return nil
      }
      guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        value.report("headers", "'\(value.name)' holds line breaks or control characters.")
        return nil
      }
      return HTTPHeader(name, text)
    }
  }

  private static func holdsSecret(_ name: String, _ value: String) -> Bool {
    let name = name.lowercased()
    let isSecretName =
      ["authorization", "proxy-authorization", "cookie", "api-key"].contains(name)
      || ["-api-key", "-token", "-secret", "-key", "-password"].contains { name.hasSuffix($0) }
    return isSecretName || ["bearer ", "basic ", "sk-"].contains { value.lowercased().hasPrefix($0) }
  }

  private static func isHeaderName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
