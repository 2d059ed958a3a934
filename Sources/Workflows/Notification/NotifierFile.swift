package import JobModel
package import SystemPackage

/// The notifiers of a spool: its `notify.yaml`, with the recipes of `notifiers.yaml` in the folders of workflows.
///
///     notifiers:
///       team: {kind: wecom, url-file: /etc/rowspool/team.url}
///       office: {mail: [anna@example.com], on: [failures, rejected]}
///     domains: [example.com]
package struct NotifierFile: Hashable, Sendable {
  /// The file's name in the spool.
  package static let fileName = "notify.yaml"
  /// Recipes for chat services, in the folders of workflows.
  package static let recipesName = "notifiers.yaml"

  package var notifiers: [Notifier] = []
  /// Where a job's own `notify` may lead: the part of an address behind the `@`, in lower case.
  package var domains: Set<String> = []
  /// The sender's address.
  package var from: String?
  /// The program that sends mail, with its arguments: it reads the mail from its stdin, recipients too.
  package var sendmail = ["/usr/sbin/sendmail", "-t", "-i"]
  /// Where people find a job's folder, with `{{job}}`.
  var link: Template?

  package init() {}

  /// Reads them; without a file there are none. Blocks on a few small files.
  ///
  /// - Throws: `WorkflowError` with everything that is wrong.
  package init(spool: FilePath, searchPath: [FilePath]) throws(WorkflowError) {
    self.init()
    guard let fields = try Self.fields(of: spool.appending(Self.fileName), known: Self.keys) else { return }
    let problems = fields.place.problems
    var recipes: [String: YAMLFields] = [:]
    for folder in searchPath.reversed() {
      let found = try Self.fields(of: folder.appending(Self.recipesName), known: nil)
      for (name, value) in found?.values ?? [] {
        recipes[name] = value.fields(known: ["body", "answer", "sign"])
      }
      try found?.place.problems.throwIfAny()
    }
    from = fields["from"]?.text()
    link = fields["link"]?.template()
    sendmail = fields["sendmail"]?.list()?.compactMap { $0.text() } ?? sendmail
    domains = Set((fields["domains"]?.list() ?? []).compactMap { $0.text()?.lowercased() })
    notifiers = (fields["notifiers"]?.fields(known: nil)?.values ?? []).compactMap { name, value in
      Notifier(value, name: name, recipes: recipes, folder: spool)
    }
    try problems.throwIfAny()
  }

  private static let keys = ["notifiers", "domains", "from", "link", "sendmail"]

  /// - Returns: `nil` where there is no such file, or nothing in it.
  private static func fields(of path: FilePath, known: [String]?) throws(WorkflowError) -> YAMLFields? {
    guard (try? FileDescriptor.open(path, .readOnly).close()) != nil else { return nil }
    let problems = ProblemList(file: path.string)
    let text = try YAMLFile.text(of: path, as: path.string)
    let yaml = YAMLDocument.read(text, problems: problems)
    if problems.problems.map(\.code) == ["empty"] || yaml?.isNull == true { return nil }
    try problems.throwIfAny()
    // An unknown key is told with whatever else is wrong.
    if let fields = yaml?.fields(known: known) { return fields }
    try problems.throwIfAny()
    return nil
  }

  /// Where people find a job's folder; `nil` where that is not said.
  package func link(to values: JSONObject) -> String? {
    link?.filled { values[$0.description] ?? .null }.plainText
  }
}

extension Notifier {
  private static let urlKeys = ["url-file", "url-environment", "url-credential"]
  private static let secretKeys = ["secret-file", "secret-environment", "secret-credential"]
  private static let keys = ["kind", "url", "body", "answer", "sign", "private", "mail", "on"] + urlKeys + secretKeys

  fileprivate init?(_ yaml: YAMLValue, name: String, recipes: [String: YAMLFields], folder: FilePath) {
    guard let fields = yaml.fields(known: Self.keys) else { return nil }
    self.name = name
    events = Set(fields["on"]?.list()?.compactMap { $0.choice(of: Event.self) } ?? Event.allCases)
    if let mail = fields["mail"] {
      channel = .mail(to: (mail.isScalar ? [mail] : mail.list() ?? []).compactMap { Self.address($0) })
      return
    }
    guard let webhook = Self.webhook(fields, recipes, folder) else { return nil }
    channel = .webhook(webhook)
  }

  private static func address(_ yaml: YAMLValue) -> String? {
    guard let text = yaml.text() else { return nil }
    if MailAddress.isValid(text) { return text }
    yaml.report("mail", "'\(text)' is not a mail address.")
    return nil
  }

  private static func webhook(_ fields: YAMLFields, _ recipes: [String: YAMLFields], _ folder: FilePath) -> Webhook? {
    var recipe: YAMLFields?
    if let kind = fields["kind"], let name = kind.text() {
      recipe = recipes[name]
      if recipe == nil {
        let known = recipes.keys.sorted().joined(separator: ", ")
        kind.report("unknown-kind", "There is no recipe '\(name)' in \(NotifierFile.recipesName). Known are: \(known).")
      }
    }
    let address: Webhook.Address? =
      if let url = fields["url"] {
        url.baseOrQueryURL().map(Webhook.Address.plain)
      } else {
        KeySource(fields, keys: urlKeys, folder: folder).map(Webhook.Address.secret)
      }
    guard let address, let body = fields["body"] ?? recipe?["body"] else {
      fields.place.report(
        "missing-key",
        "'\(fields.place.name)' needs 'mail', or 'url-file' with 'kind' or 'body'.")
      return nil
    }
    let secret = KeySource(fields, keys: secretKeys, folder: folder)
    let answer = (fields["answer"] ?? recipe?["answer"])?.json().object?.members ?? []
    return Webhook(
      address: address, secret: secret,
      signature: secret == nil ? nil : (fields["sign"] ?? recipe?["sign"])?.choice(of: Webhook.Signature.self),
      body: body.template(), answer: Dictionary(answer.map { ($0.name, $0.value) }) { first, _ in first },
      isPrivate: fields["private"]?.boolean() ?? false)
  }
}

extension YAMLValue {
  /// An absolute web address, with a query or without.
  fileprivate func baseOrQueryURL() -> String? {
    guard let text = text() else { return nil }
    do {
      _ = try CellAddress.target(of: text)
      return text
    } catch {
      // The sentence must not repeat it: it may hold a key.
      report("url", "'\(name)' must be a whole web address such as https://chat.example.com/hook.")
      return nil
    }
  }
}
