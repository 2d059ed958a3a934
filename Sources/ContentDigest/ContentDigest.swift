import CLibCrypto
import Glibc
package import SystemPackage

/// The SHA-256 of some contents, by OpenSSL's libcrypto.
package final class ContentDigest {
  private let context: OpaquePointer

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// - Throws: `Failure` where libcrypto has no memory.
  package init() throws(Failure) {
    guard let context = EVP_MD_CTX_new() else { throw Failure(description: "No memory for a SHA-256.") }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw Failure(description: "SHA-256 could not be begun.")
    }
    self.context = context
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  package func update(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
      throw Failure(description: "SHA-256 could not go on.")
    }
  }

  /// Lower-case hexadecimal, 64 digits.
  package func finish() throws(Failure) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else {
      throw Failure(description: "SHA-256 could not be ended.")
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The SHA-256 of some bytes in memory, as `finish` gives it.
  package static func of(_ bytes: [UInt8]) throws -> String {
    let digest = try ContentDigest()
    try bytes.withUnsafeBytes { try digest.update($0) }
    return try digest.finish()
  }

  /// Reads a file, never through a link. Blocks.
  ///
  /// - Throws: the system's error where the file cannot be read.
  package static func ofFile(_ path: FilePath) throws -> (sha256: String, byteCount: Int) {
    let digest = try ContentDigest()
    let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    defer { try? file.close() }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var total = 0
    while true {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { break }
      total += count
      try buffer.withUnsafeBytes { try digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    return (try digest.finish(), total)
  }
}
