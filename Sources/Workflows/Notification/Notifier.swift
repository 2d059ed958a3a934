import JobModel

/// Whom to tell, and how, as `notify.yaml` describes it.
package struct Notifier: Hashable, Sendable {
  /// What people are told of.
  package enum Event: String, Hashable, Sendable, CaseIterable {
    /// A job ended with all its rows done.
    case completed
    /// A job ended, and some of its rows are not done.
    case failures
    case cancelled
    /// A drop could not be taken.
    case rejected
    /// A service does not work: rows wait for it.
    case held
    case released
  }

  package enum Channel: Hashable, Sendable {
    case webhook(Webhook)
    /// Addresses.
    case mail(to: [String])
  }

  package var name: String
  package var events: Set<Event>
  package var channel: Channel
}

/// An address that is called with a message, as chat programs give them out.
package struct Webhook: Hashable, Sendable {
  /// How a call shows that it comes from somebody who has the secret.
  package enum Signature: String, Hashable, Sendable, CaseIterable {
    case dingtalk
    case feishu
  }

  enum Address: Hashable, Sendable {
    case plain(String)
    /// The address holds a key of its own, so it is kept as keys are.
    case secret(KeySource)
  }

  var address: Address
  var secret: KeySource?
  var signature: Signature?
  /// What is sent, with `{{…}}`.
  var body: Template
  /// What an answer's members must be, where it has them: some services answer 200 to everything.
  var answer: [String: JSONValue]
  /// Whether it may lie at an address that is not public.
  var isPrivate: Bool
}
