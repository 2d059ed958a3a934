/// Amounts of memory and disk as people write them: `512MiB`, `1.5GB`, `4096`.
package enum ByteCountText {
  /// - Returns: `nil` for a text that is no number with a known unit, and for more than 8 EiB.
  package static func read(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let value = Double(digits), let factor = units.first(where: { $0.name == unit.lowercased() })?.factor else {
      return nil
    }
    return Int(exactly: (value * factor).rounded())
  }

  /// The largest unit that leaves a whole number: `512MiB`, `1000`.
  package static func exact(_ bytes: Int) -> String {
    for (name, shift) in [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)]
    where bytes != 0 && bytes & ((1 << shift) - 1) == 0 {
      return "\(bytes >> shift)\(name)"
    }
    return String(bytes)
  }

  /// Rounded, for people: `1.4 GiB`.
  package static func rounded(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["bytes", "KiB", "MiB", "GiB", "TiB"] {
      if value < 1024 || unit == "TiB" {
        let isWhole = unit == "bytes" || value >= 100
        return "\(isWhole ? String(Int(value.rounded())) : String((value * 10).rounded() / 10)) \(unit)"
      }
      value /= 1024
    }
    return "\(bytes) bytes"
  }

  private static let units: [(name: String, factor: Double)] = [
    ("", 1), ("b", 1), ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12),
    ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824), ("tib", 1_099_511_627_776),
  ]
}
