package import JobModel

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

  /// A sentence for each name and address in a job's `notify` that leads to nobody.
  package func faults(in wanted: String) -> [Message] {
    Self.words(of: wanted).filter { channel(of: $0) == nil }.map { word in
      .sentences([fault(of: word), "The job runs all the same."])
    }
  }

  private func fault(of word: String) -> Message {
    guard MailAddress.isValid(word) else {
      let names = notifiers.map(\.name).sorted()
      let known: Message = names.isEmpty ? "" : "Known are: \(Message.list(names))."
      return .sentences(["Settings, notify: there is nobody called “\(word)” to tell.", known])
    }
    if domains.isEmpty { return "Settings, notify: no mail goes to “\(word)”, as this server sends none." }
    let ends = Message.alternatives(domains.sorted().map { "@\($0)" })
    return "Settings, notify: no mail goes to “\(word)”, as an address must end in \(ends)."
  }
}
