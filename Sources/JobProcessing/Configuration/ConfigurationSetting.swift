import SystemPackage
import Workflows

/// A key: how its value is read, kept and shown.
struct ConfigurationSetting {
  let key: String
  /// What a value must be, as in "must be a whole number".
  let wanted: String
  /// Keeps a value; `false` where it is not what is wanted.
  let read: (ConfigurationValue, _ base: FilePath, inout Configuration) -> Bool
  /// The value as YAML.
  let show: (Configuration) -> String

  /// `settlePolled` is `ROWSPOOL_SETTLE_POLLED`.
  var environmentName: String {
    "ROWSPOOL_" + key.map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
  }
}

extension ConfigurationSetting {
  typealias Path<Value> = WritableKeyPath<Configuration, Value>

  static func folder(_ key: String, _ path: Path<FilePath>, wanted: String = "a folder") -> Self {
    Self(key: key, wanted: wanted) { value, base, configuration in
      guard let text = value.text, !text.isEmpty else { return false }
      configuration[keyPath: path] = base.pushing(FilePath(text)).lexicallyNormalized()
      return true
    } show: {
      YAMLText.scalar($0[keyPath: path].string)
    }
  }

  static func optionalFolder(_ key: String, _ path: Path<FilePath?>) -> Self {
    Self(key: key, wanted: "a folder") { value, base, configuration in
      guard let text = value.text, !text.isEmpty else { return false }
      configuration[keyPath: path] = base.pushing(FilePath(text)).lexicallyNormalized()
      return true
    } show: {
      $0[keyPath: path].map { YAMLText.scalar($0.string) } ?? "null"
    }
  }

  static func folders(_ key: String, _ path: Path<[FilePath]>) -> Self {
    Self(key: key, wanted: "a list of folders") { value, base, configuration in
      guard let list = value.list(separator: ":"), !list.isEmpty else { return false }
      configuration[keyPath: path] = list.map { base.pushing(FilePath($0)).lexicallyNormalized() }
      return true
    } show: {
      YAMLText.list($0[keyPath: path].map(\.string))
    }
  }

  static func texts(_ key: String, _ path: Path<[String]>) -> Self {
    Self(key: key, wanted: "a list of texts") { value, _, configuration in
      guard let list = value.list(separator: ",") else { return false }
      configuration[keyPath: path] = list
      return true
    } show: {
      YAMLText.list($0[keyPath: path])
    }
  }

  static func text(_ key: String, _ path: Path<String?>) -> Self {
    Self(key: key, wanted: "a text") { value, _, configuration in
      guard let text = value.text else { return false }
      configuration[keyPath: path] = text.isEmpty ? nil : text
      return true
    } show: {
      $0[keyPath: path].map(YAMLText.scalar) ?? "null"
    }
  }

  static func integer(_ key: String, _ path: Path<Int>, _ range: ClosedRange<Int>) -> Self {
    Self(key: key, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      value, _, configuration in
      guard let number = value.text.flatMap({ Int($0) }), range.contains(number) else { return false }
      configuration[keyPath: path] = number
      return true
    } show: {
      String($0[keyPath: path])
    }
  }

  static func integers(_ key: String, _ path: Path<[String: Int]>, _ range: ClosedRange<Int>) -> Self {
    let wanted = "'workflow: number' lines with whole numbers from \(range.lowerBound) to \(range.upperBound)"
    return Self(key: key, wanted: wanted) { value, _, configuration in
      guard let pairs = value.map else { return false }
      var numbers: [String: Int] = [:]
      for pair in pairs {
        guard let number = Int(pair.value), range.contains(number) else { return false }
        numbers[pair.name] = number
      }
      configuration[keyPath: path] = numbers
      return true
    } show: {
      YAMLText.map($0[keyPath: path].sorted { $0.key < $1.key }.map { ($0.key, String($0.value)) })
    }
  }

  static func boolean(_ key: String, _ path: Path<Bool>) -> Self {
    Self(key: key, wanted: "true or false") { value, _, configuration in
      switch value.text {
      case "true", "yes", "on", "1": configuration[keyPath: path] = true
      case "false", "no", "off", "0": configuration[keyPath: path] = false
      default: return false
      }
      return true
    } show: {
      String($0[keyPath: path])
    }
  }

  static func duration(_ key: String, _ path: Path<Duration>) -> Self {
    Self(key: key, wanted: "a duration such as 250ms, 2s, 5m or 1h") { value, _, configuration in
      guard let duration = value.text.flatMap(DurationText.read) else { return false }
      configuration[keyPath: path] = duration
      return true
    } show: {
      YAMLText.duration($0[keyPath: path])
    }
  }

  static func durations(_ key: String, _ path: Path<[Duration]>) -> Self {
    Self(key: key, wanted: "a list of durations such as [1m, 5m, 15m]") { value, _, configuration in
      guard let list = value.list(separator: ","), !list.isEmpty else { return false }
      let durations = list.compactMap(DurationText.read)
      guard durations.count == list.count else { return false }
      configuration[keyPath: path] = durations
      return true
    } show: {
      "[" + $0[keyPath: path].map(YAMLText.duration).joined(separator: ", ") + "]"
    }
  }

  static func bytes(_ key: String, _ path: Path<Int>) -> Self {
    Self(key: key, wanted: "a size such as 512MiB or 2GB") { value, _, configuration in
      guard let bytes = value.text.flatMap(ByteCountText.read), bytes >= 0 else { return false }
      configuration[keyPath: path] = bytes
      return true
    } show: {
      ByteCountText.exact($0[keyPath: path])
    }
  }

  /// - Parameter choices: the words there are.
  static func choice<Value: RawRepresentable>(_ key: String, _ path: Path<Value>, _ choices: [Value]) -> Self
  where Value.RawValue == String {
    let names = choices.map(\.rawValue)
    return Self(key: key, wanted: "one of \(names.joined(separator: ", "))") { value, _, configuration in
      guard let choice = choices.first(where: { $0.rawValue == value.text }) else { return false }
      configuration[keyPath: path] = choice
      return true
    } show: {
      $0[keyPath: path].rawValue
    }
  }
}
