/// Whom a job's own `notify` names.
extension NotifierFile {
  /// The names and addresses in a job's `notify`.
  package static func words(of wanted: String) -> [String] {
    wanted.split { ",;，；、".contains($0) || $0.isWhitespace }.map(String.init)
  }

  /// What a name or address leads to: a notifier, or an address in one of the domains that may be used; `nil` where it
  /// leads to nobody.
  package func channel(of word: String) -> Notifier.Channel? {
    if let known = notifiers.first(where: { $0.name.lowercased() == word.lowercased() }) { return known.channel }
    guard MailAddress.isValid(word), domains.contains(MailAddress.domain(of: word)) else { return nil }
    return .mail(to: [word])
  }
}
