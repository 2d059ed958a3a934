/// The measurements of one name, as Prometheus reads them (text exposition format 0.0.4).
struct MetricFamily: Sendable {
  enum Kind: String, Sendable {
    case counter
    case gauge
    case histogram
  }

  let name: String
  let kind: Kind
  private(set) var samples: [Sample] = []

  struct Sample: Sendable {
    /// Behind the family's name: `_bucket`, `_sum`.
    var suffix = ""
    var labels: [(String, String)]
    var value: Double
  }

  /// - Parameter name: characters that the format does not allow become `_`.
  init(_ name: String, _ kind: Kind) {
    (self.name, self.kind) = (Self.safe(name), kind)
  }

  mutating func add(_ value: Double, _ labels: [(String, String)] = [], suffix: String = "") {
    samples.append(Sample(suffix: suffix, labels: labels, value: value))
  }

  var text: String {
    samples.reduce(into: "# TYPE \(name) \(kind.rawValue)\n") { text, sample in
      let labels = sample.labels.map { "\(Self.safe($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
      text += "\(name)\(sample.suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sample.value))\n"
    }
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map(String.init) ?? String(value)
  }

  private static func safe(_ name: String) -> String {
    let safe = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return safe.first?.isNumber == true ? "_" + safe : safe
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
