import CoreMetrics
import Synchronization

/// Keeps what the program counts and measures by swift-metrics, until somebody reads it.
final class MetricsRegistry: MetricsFactory, Sendable {
  private struct Key: Hashable {
    var kind: MetricFamily.Kind
    var label: String
    var labels: [String]
  }

  private struct Entry: Sendable {
    var labels: [(String, String)]
    var metric: StoredMetric
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// Where the label of a counter ends otherwise, the ending that readers expect of one.
  private static func name(_ label: String, _ kind: MetricFamily.Kind) -> String {
    kind == .counter && !label.hasSuffix("_total") ? label + "_total" : label
  }

  private func metric(_ kind: MetricFamily.Kind, _ label: String, _ labels: [(String, String)]) -> StoredMetric {
    let key = Key(kind: kind, label: label, labels: labels.flatMap { [$0.0, $0.1] })
    return entries.withLock { entries in
      if let entry = entries[key] { return entry.metric }
      let entry = Entry(labels: labels, metric: StoredMetric(hasBuckets: kind == .histogram))
      entries[key] = entry
      return entry.metric
    }
  }

  /// Everything there is, by name.
  var families: [MetricFamily] {
    let all = entries.withLock { $0.map { ($0.key, $0.value) } }
    let groups = Dictionary(grouping: all) { Self.name($0.0.label, $0.0.kind) }
    return groups.sorted { $0.key < $1.key }.compactMap { name, entries in
      guard let kind = entries.first?.0.kind else { return nil }
      var family = MetricFamily(name, kind)
      for (_, entry) in entries.sorted(by: { $0.0.labels.lexicographicallyPrecedes($1.0.labels) }) {
        entry.metric.write(to: &family, entry.labels)
      }
      return family
    }
  }

  // MARK: The factory

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    metric(.counter, label, dimensions)
  }

  func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    metric(.counter, label, dimensions)
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    metric(.gauge, label, dimensions)
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    metric(aggregate ? .histogram : .gauge, label, dimensions)
  }

  /// In seconds, as readers of this format expect.
  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    metric(.histogram, label, dimensions)
  }

  // What was counted stays: a counter that begins again would be read as a restart.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}
}
