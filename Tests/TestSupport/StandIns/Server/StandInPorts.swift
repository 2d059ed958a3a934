import JobModel
import Synchronization

/// Where the listeners are, once they listen.
final class StandInPorts: Sendable {
  struct Numbers: Sendable {
    /// All services.
    var services = 0
    /// The same, as another origin: links to results lead here.
    var storage = 0
    /// Raw sockets that break the rules of HTTP.
    var misbehaving = 0
  }

  private let numbers = Mutex(Numbers())

  var current: Numbers { numbers.withLock { $0 } }

  func change(_ body: (inout Numbers) -> Void) {
    numbers.withLock { body(&$0) }
  }

  var json: JSONValue {
    let numbers = current
    return [
      "services": .integer(Int64(numbers.services)), "storage": .integer(Int64(numbers.storage)),
      "misbehaving": .integer(Int64(numbers.misbehaving)),
    ]
  }
}
