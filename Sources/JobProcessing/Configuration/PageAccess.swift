package import HTTPTransfer
package import SystemPackage

/// Who may use the page and the API, and how much of it at once.
package struct PageAccess: Sendable {
  package enum Login: String, Sendable, CaseIterable {
    /// Needed unless only this machine reaches the page.
    case auto
    case always
  }

  package enum Visibility: String, Sendable, CaseIterable {
    /// Everybody sees every job.
    case all
    /// Operators see the jobs they submitted, administrators all.
    case own
  }

  package var login = Login.auto
  /// Who may log in: the file that `rowspool token` writes.
  package var tokens: FilePath
  /// Names that the page is known by, besides this machine's and those of the address it listens at.
  package var hosts: [String] = []
  /// The header in which a proxy says who has logged in there; taken from `proxies` alone.
  package var proxyHeader: String?
  /// The addresses of proxies before the page, one by one or by their networks.
  package var proxies: [NetworkBlock] = []
  /// Who of those that a proxy names are administrators.
  package var admins: [String] = []
  package var visibility = Visibility.all
  /// Requests a minute of one visitor.
  package var requestRate = 3000
  /// Connections at once. Half of them may be event streams.
  package var connections = 2000
  /// How long a signed link opens its file.
  package var linkLifetime: Duration = .seconds(86_400)

  init(tokens: FilePath) {
    self.tokens = tokens
  }
}
