import JobModel

/// What references stand for while a step runs: the row, and what the step has learnt so far.
struct HTTPScope: Sendable {
  let step: StepDefinition
  let context: StepContext
  /// The service's id for the work.
  var remote: String?
  /// Answers to uploads, by name.
  var uploads: [String: AnswerValue] = [:]
  /// The last answer.
  var reply: AnswerValue?
  /// The element at hand, of an output's `each`.
  var item: AnswerValue?

  func value(of reference: Reference) -> JSONValue {
    guard case .local(let local) = reference else { return context.value(reference) }
    return switch local {
    case .remote: remote.map(JSONValue.string) ?? .null
    case .upload(let name, let pointer): Self.find(pointer, in: uploads[name])
    case .reply(let pointer): Self.find(pointer, in: reply)
    case .item(let pointer): Self.find(pointer, in: item)
    case .job: .string(context.record.job.text)
    case .row: .integer(Int64(context.record.row))
    case .attempt: .integer(Int64(context.attempt))
    case .id: .string(attemptName.uuid)
    }
  }

  /// What tells this attempt from every other.
  var attemptName: MadeName {
    MadeName("\(context.record.job.text)/\(context.record.row)/\(context.attempt)")
  }

  private static func find(_ pointer: JSONPointer, in value: AnswerValue?) -> JSONValue {
    value.flatMap { pointer.values(in: $0).first }?.json(textLimit: OutputText.limit) ?? .null
  }
}

/// Names made from what they stand for: the same for the same, and all but surely different for others.
struct MadeName {
  /// Two FNV-1a hashes (64 bit) with different starts. They guard against chance, not against attackers.
  private let halves: (UInt64, UInt64)

  init(_ text: String) {
    halves = (Self.hash(text, 0xcbf2_9ce4_8422_2325), Self.hash(text, 0x8422_2325_cbf2_9ce4))
  }

  private static func hash(_ text: String, _ start: UInt64) -> UInt64 {
    text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// 16 hexadecimal digits.
  var digits: String { Self.hexadecimal(halves.0) }

  /// In the form of RFC 9562's version 8.
  var uuid: String {
    let text = Array(digits + Self.hexadecimal(halves.1))
    let groups = [text[0..<8], text[8..<12], ["8"] + text[13..<16], ["a"] + text[17..<20], text[20..<32]]
    return groups.map { String($0) }.joined(separator: "-")
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
