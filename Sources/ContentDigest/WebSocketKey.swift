import CLibCrypto

/// How a server proves that it has understood a WebSocket's opening (RFC 6455, section 4.2.2).
package enum WebSocketKey {
  private static let identifier = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

  /// The SHA-1 of a client's key and the protocol's own identifier, 20 bytes. The corresponding C function is
  /// `EVP_Q_digest`.
  ///
  /// - Throws: `ContentDigest.Failure` where libcrypto has no memory.
  package static func accept(_ key: String) throws(ContentDigest.Failure) -> [UInt8] {
    let bytes = Array((key + identifier).utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    var length = 0
    guard EVP_Q_digest(nil, "SHA1", nil, bytes, bytes.count, &digest, &length) == 1, length == digest.count else {
      throw ContentDigest.Failure(description: "SHA-1 could not be made.")
    }
    return digest
  }
}
