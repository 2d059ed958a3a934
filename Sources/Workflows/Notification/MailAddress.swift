/// Mail addresses as they are taken here: the plain form, without names and comments (RFC 5321, 4.1.2, without quoted
/// parts and address literals).
package enum MailAddress {
  /// Longer ones cannot be used (RFC 5321, 4.5.3.1).
  private static let mostBytes = 254

  package static func isValid(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= mostBytes, let local = parts.first, let domain = parts.last,
      !local.isEmpty, local.count <= 64, domain.contains(UInt8(ascii: ".")), local.first != UInt8(ascii: "-")
    else { return false }
    let isDotted = parts.allSatisfy { part in
      part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }
    return isDotted && local.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0) }
      && domain.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  /// What stands behind the `@`, in lower case.
  package static func domain(of address: String) -> String {
    address.split(separator: "@").last?.lowercased() ?? ""
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
