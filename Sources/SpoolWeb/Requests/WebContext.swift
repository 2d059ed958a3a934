package import Hummingbird
package import JobModel
import NIOCore

/// What is known of a request besides what it says: who asks, and in which language.
package struct WebContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  package var visitor = Visitor.anonymous
  package var language = Language.english
  /// The address at the other end of the connection; a proxy's where one stands between.
  package let remoteAddress: String?
  /// The connection.
  let channel: any Channel

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
    remoteAddress = source.channel.remoteAddress?.ipAddress
  }
}
