import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing

extension AccessDesk {
  /// Finds out who asks, and refuses what no page of ours and no program of theirs would ask.
  ///
  /// - Parameter peer: the address at the other end of the connection.
  /// - Throws: `WebFailure`.
  func admit(
    _ head: HTTPRequest, from peer: String?, at now: Timestamp = .now
  ) async throws -> Admission {
    let rules = RequestRules(head, peer: peer, options)
    try rules.checkHost()
    var admission = try await recognize(rules, at: now)
    (admission.address, admission.isSecure) = (rules.address, rules.isSecure)
    // A link may stand on any page, and be opened from anywhere.
    if admission.recognition != .link { try rules.checkOrigin() }
    return admission
  }

  private func recognize(_ rules: RequestRules, at now: Timestamp) async throws -> Admission {
    if let link = try linkAdmission(rules, at: now) { return link }
    if let text = rules.bearer {
      guard let token = try await token(text, from: rules.address) else { throw Self.wrongToken }
      return Admission(visitor: Visitor(name: token.name, role: token.role), recognition: .token)
    }
    if let name = try rules.proxiedName() {
      let role: Visitor.Role = options.settings.admins.contains(name) ? .admin : .operator
      return Admission(
        visitor: Visitor(name: name, role: role), recognition: .proxy, pageToken: try pageToken("proxy \(name)"))
    }
    if let text = rules.cookie(Session.cookie), let session = try Session(text, key, at: now),
      let token = await token(of: session)
    {
      return Admission(
        visitor: Visitor(name: token.name, role: token.role), recognition: .session,
        pageToken: try pageToken("session \(session.fingerprint) \(session.nonce)"))
    }
    guard !options.needsLogin else { return .nobody(try pageToken("nobody")) }
    try rules.refuseUnknownProxy()
    return Admission(
      visitor: Visitor(name: rules.ownName, role: .admin), recognition: .machine, pageToken: try pageToken("machine"))
  }

  static let wrongToken = WebFailure(
    .unauthorized, "wrong-token", "This access token is not known here. Please check it, or ask your administrator.")

  private func linkAdmission(_ rules: RequestRules, at now: Timestamp) throws -> Admission? {
    switch try links.verdict(of: rules.target, at: now) {
    case .unsigned: return nil
    case .good:
      guard rules.isReading else { break }
      return Admission(visitor: .anonymous, recognition: .link)
    case .expired:
      throw WebFailure(
        .forbidden, "link-expired", "This link was valid for a limited time, which is over. Please ask for a new one.")
    case .wrong: break
    }
    throw WebFailure(
      .forbidden, "link-wrong",
      "This link is not valid: it was changed, or is for another file. Please ask for a new one.")
  }
}
