import CoreMetrics
import Synchronization

/// One measurement: a number, or how often values fell below each of some bounds.
final class StoredMetric: Sendable {
  private struct State {
    var value = 0.0
    var count = 0.0
    var below = [Double](repeating: 0, count: StoredMetric.bounds.count)
  }

  /// In seconds: from an answer out of memory to one that took too long.
  private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10]

  private let hasBuckets: Bool
  private let state = Mutex(State())

  init(hasBuckets: Bool) {
    self.hasBuckets = hasBuckets
  }

  private func add(_ amount: Double) { state.withLock { $0.value += amount } }

  private func observe(_ value: Double) {
    state.withLock { state in
      state.value += value
      state.count += 1
      for (index, bound) in Self.bounds.enumerated() where value <= bound { state.below[index] += 1 }
    }
  }

  func write(to family: inout MetricFamily, _ labels: [(String, String)]) {
    let state = state.withLock { $0 }
    guard hasBuckets else { return family.add(state.value, labels) }
    for (bound, count) in zip(Self.bounds, state.below) {
      family.add(count, labels + [("le", MetricFamily.number(bound))], suffix: "_bucket")
    }
    family.add(state.count, labels + [("le", "+Inf")], suffix: "_bucket")
    family.add(state.value, labels, suffix: "_sum")
    family.add(state.count, labels, suffix: "_count")
  }
}

extension StoredMetric: CounterHandler, FloatingPointCounterHandler {
  func increment(by amount: Int64) { add(Double(amount)) }
  func increment(by amount: Double) { add(amount) }
  func reset() { state.withLock { $0.value = 0 } }
}

extension StoredMetric: MeterHandler {
  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { state.withLock { $0.value = value } }
  func decrement(by amount: Double) { add(-amount) }
}

extension StoredMetric: RecorderHandler, TimerHandler {
  func record(_ value: Int64) { record(Double(value)) }
  func record(_ value: Double) {
    if hasBuckets { observe(value) } else { set(value) }
  }
  func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
}
