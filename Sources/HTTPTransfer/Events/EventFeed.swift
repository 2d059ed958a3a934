/// The way of a body into its events: secrets out, parsed, sent to the reader.
final class EventFeed {
  let channel: EventChannel
  private var filter: SecretFilter
  private var parser = EventParser()

  init(_ channel: EventChannel, _ redaction: Redaction) {
    self.channel = channel
    filter = SecretFilter(redaction)
  }

  /// - Returns: `wait` where nothing was taken, because the reader is behind; `stop` where an event is too large.
  func add(_ piece: UnsafeRawBufferPointer) -> Transfer.Verdict {
    guard !channel.isFull() else { return .wait }
    let events = filter.isIdle ? parser.add(piece) : filter.add(piece).withUnsafeBytes { parser.add($0) }
    for event in events { channel.send(event) }
    return parser.isTooLarge ? .stop : .goOn
  }

  /// The body came to its orderly end.
  func end() {
    let events = filter.end().withUnsafeBytes { parser.add($0) }
    for event in events { channel.send(event) }
    if let last = parser.end() { channel.send(last) }
    channel.finish(.success(()))
  }
}
