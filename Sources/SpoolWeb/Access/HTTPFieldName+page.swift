import HTTPTypes

extension HTTPField.Name {
  static let secFetchSite = named("Sec-Fetch-Site")
  static let secFetchMode = named("Sec-Fetch-Mode")
  static let xForwardedFor = named("X-Forwarded-For")
  static let xForwardedProto = named("X-Forwarded-Proto")
  static let xForwardedHost = named("X-Forwarded-Host")
  static let forwarded = named("Forwarded")
  static let xRealIP = named("X-Real-IP")
  /// By which the same submission is known again (a draft of the IETF's HTTPAPI group).
  static let idempotencyKey = named("Idempotency-Key")
  static let via = named("Via")
  /// In which a page's script says that it comes from that page.
  static let pageToken = named("X-Rowspool-Token")
  static let referrerPolicy = named("Referrer-Policy")
  static let permissionsPolicy = named("Permissions-Policy")
  static let crossOriginOpenerPolicy = named("Cross-Origin-Opener-Policy")
  static let xFrameOptions = named("X-Frame-Options")

  private static func named(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("'\(name)' is a name of letters and dashes") }
    return name
  }
}
