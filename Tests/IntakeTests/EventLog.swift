@testable import Intake

/// What an intake has said so far, and waiting for what it will say.
actor EventLog {
  /// Nothing came in time.
  struct Missed: Error, CustomStringConvertible {
    var what: String
    var said: [IntakeEvent]
    var description: String { "waited in vain for \(what); said so far: \(said)" }
  }

  private struct Waiter {
    var id: Int
    var isMet: @Sendable ([IntakeEvent]) -> Bool
    var continuation: CheckedContinuation<Bool, Never>
  }

  private(set) var events: [IntakeEvent] = []
  private(set) var isEnded = false
  private var waiters: [Waiter] = []
  private var nextWaiter = 0

  func follow(_ stream: AsyncStream<IntakeEvent>) async {
    for await event in stream {
      events.append(event)
      let met = waiters.filter { $0.isMet(events) }
      waiters.removeAll { waiter in met.contains { $0.id == waiter.id } }
      for waiter in met { waiter.continuation.resume(returning: true) }
    }
    isEnded = true
  }

  /// Waits until all that was said meets a condition.
  func wait(
    for what: String, limit: Duration = .seconds(10), until isMet: @escaping @Sendable ([IntakeEvent]) -> Bool
  ) async throws {
    if isMet(events) { return }
    let id = nextWaiter
    nextWaiter += 1
    let timer = Task {
      try await Task.sleep(for: limit)
      self.giveUp(id)
    }
    let isIn = await withCheckedContinuation { waiters.append(Waiter(id: id, isMet: isMet, continuation: $0)) }
    timer.cancel()
    if !isIn { throw Missed(what: what, said: events) }
  }

  private func giveUp(_ id: Int) {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: index).continuation.resume(returning: false)
  }
}

extension [IntakeEvent] {
  var drops: [Drop] {
    compactMap { if case .whole(let drop) = $0 { drop } else { nil } }
  }

  var given: [[String]] { drops.map { $0.items.map(\.name.displayed) } }

  /// The latest word on what waits.
  var waiting: [String: String] {
    let lists = compactMap { event -> [WaitingEntry]? in
      if case .waiting(let list) = event { list } else { nil }
    }
    let last = lists.last ?? []
    return Dictionary(last.map { ($0.entry.name.displayed, $0.code) }) { $1 }
  }

  /// Every reason ever said of a name.
  func reasons(of name: String) -> Set<String> {
    Set(
      flatMap { event -> [String] in
        guard case .waiting(let list) = event else { return [] }
        return list.filter { $0.entry.name.displayed == name }.map(\.code)
      })
  }
}
