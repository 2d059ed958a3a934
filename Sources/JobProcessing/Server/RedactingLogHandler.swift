import Logging
import Workflows

/// Takes keys out of every line of the log before it is written.
struct RedactingLogHandler: LogHandler {
  private var handler: any LogHandler
  private let redactor: @Sendable () -> Redactor

  init(_ handler: any LogHandler, redactor: @escaping @Sendable () -> Redactor) {
    self.handler = handler
    self.redactor = redactor
  }

  var logLevel: Logger.Level {
    get { handler.logLevel }
    set { handler.logLevel = newValue }
  }

  var metadata: Logger.Metadata {
    get { handler.metadata }
    set { handler.metadata = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { handler[metadataKey: key] }
    set { handler[metadataKey: key] = newValue }
  }

  func log(event: LogEvent) {
    let redactor = redactor()
    guard !redactor.isEmpty else { return handler.log(event: event) }
    var event = event
    event.message = "\(redactor(event.message.description))"
    event.metadata = event.metadata?.mapValues { Self.redacted($0, redactor) }
    if let error = event.error {
      event.error = nil
      event.metadata = (event.metadata ?? [:]).merging(["error": .string(redactor("\(error)"))]) { $1 }
    }
    handler.log(event: event)
  }

  private static func redacted(_ value: Logger.MetadataValue, _ redactor: Redactor) -> Logger.MetadataValue {
    switch value {
    case .string(let text): .string(redactor(text))
    case .stringConvertible(let value): .string(redactor(value.description))
    case .array(let values): .array(values.map { redacted($0, redactor) })
    case .dictionary(let values): .dictionary(values.mapValues { redacted($0, redactor) })
    }
  }
}

extension Logger {
  /// The same log, which no key gets into.
  func redacted(by services: ServiceDirectory) -> Logger {
    var log = self
    log.handler = RedactingLogHandler(handler) { Redactor(services.secrets) }
    return log
  }
}
