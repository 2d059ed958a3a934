import CLibCrypto

/// The code by which a service knows that a message comes from somebody who has its secret.
package enum MessageCode {
  /// HMAC-SHA256 (RFC 2104), 32 bytes. The corresponding C function is `EVP_Q_mac`.
  ///
  /// - Throws: `ContentDigest.Failure` where libcrypto has no memory.
  package static func hmacSHA256(key: [UInt8], _ message: [UInt8]) throws(ContentDigest.Failure) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    var length = 0
    // An empty key or message still needs an address.
    let result = EVP_Q_mac(
      nil, "HMAC", nil, "SHA256", nil, key + [0], key.count, message + [0], message.count, &code, code.count, &length)
    guard result != nil, length == code.count else { throw ContentDigest.Failure(description: "No HMAC was made.") }
    return code
  }

  /// Whether two codes are the same, found out in a time that does not tell where they differ. The corresponding C
  /// function is `CRYPTO_memcmp`.
  package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
