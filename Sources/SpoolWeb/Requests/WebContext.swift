package import Hummingbird
package import JobModel
import NIOCore

/// What is known of a request besides what it says: who asks, and in which language.
package struct WebContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  package var visitor = Visitor.anonymous
  /// How that is known.
  var admission = Admission.nobody("")
  package var language = Language.english
  /// The address at the other end of the connection; a proxy's where one stands between.
  package let remoteAddress: String?
  /// The connection; `nil` where a test asks without one.
  let channel: (any Channel)?

  package init(source: ApplicationRequestContextSource) {
    self.init(source: source, remoteAddress: source.channel.remoteAddress?.ipAddress, channel: source.channel)
  }

  init(source: some RequestContextSource, remoteAddress: String?, channel: (any Channel)? = nil) {
    coreContext = .init(source: source)
    self.remoteAddress = remoteAddress
    self.channel = channel
  }
}
