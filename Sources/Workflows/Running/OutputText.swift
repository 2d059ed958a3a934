import JobModel

/// Makes what a step gave fit to be kept.
enum OutputText {
  /// Bytes of the longest value, as it stands in a row file.
  static let limit = 1 << 20

  /// Takes out control characters, which neither workbooks nor people can use; tabs and line breaks stay.
  static func clean(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(clean(text))
    case .array(let values): .array(values.map(clean))
    case .object(let object): .object(JSONObject(object.members.map { ($0.name, clean($0.value)) }))
    default: value
    }
  }

  private static func clean(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars
    where scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\n" || scalar == "\t" {
      scalars.append(scalar)
    }
    return String(scalars)
  }

  /// - Throws: `output-too-long` where a value could not be kept.
  static func check(_ values: JSONObject, of step: StepDefinition) throws(Failure) {
    for (name, value) in values.members {
      let length = value.plainText.utf8.count
      guard length > limit else { continue }
      throw Failure(
        .invalid, code: "output-too-long",
        message: """
          The output '\(name)' of the step '\(step.name)' is \(length / 1_000_000) MB long; \
          1 MB can be kept. Let the step write it to a file instead.
          """)
    }
  }
}
