internal import CLibCurl
import JobModel

extension Sentences {
  static func isTLS(_ code: CURLcode) -> Bool {
    [
      CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_USE_SSL_FAILED,
    ].contains(code)
  }

  /// Why a server's certificate does not do.
  static func distrust(_ code: CURLcode, _ handle: EasyHandle?) -> Message {
    guard code == CURLE_PEER_FAILED_VERIFICATION else {
      return code == CURLE_SSL_CACERT_BADFILE
        ? "the certificates of trusted authorities cannot be read" : "no encrypted connection came about"
    }
    let result = handle.map { rowspool_get_long($0.easy, CURLINFO_SSL_VERIFYRESULT) } ?? 0
    return verifyResults[result] ?? "its certificate is not valid"
  }

  /// OpenSSL's results of a verification (`X509_V_ERR_…` of `openssl/x509_vfy.h`). With 0 and with 1, which libcurl puts
  /// there before it asks OpenSSL, the certificate itself was not found bad: libcurl found the name to be another.
  private static let verifyResults: [Int: Message] = [
    0: "its certificate is for another name",
    1: "its certificate is for another name",
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by itself and by nobody else",
    19: "its certificate comes from an authority that is not trusted",
    20: "its certificate comes from an authority that is not trusted",
    21: "its certificate comes from an authority that is not trusted",
    23: "its certificate was revoked",
    62: "its certificate is for another name",
    64: "its certificate is for another address",
  ]
}
