import HTTPTransfer
import JobModel

/// What an event stream amounts to so far: texts joined, and for each pointer what the latest event that has it has.
struct EventFold: Sendable {
  enum Step: Hashable, Sendable {
    case goOn
    /// The answer is whole.
    case final
    /// The event says that the work failed; it is the answer to judge.
    case error
  }

  /// Bytes of all joined texts together.
  static let textLimit = 4 << 20

  private(set) var texts: [String: String] = [:]
  private(set) var latest: [JSONPointer: [AnswerValue]] = [:]
  /// The data of the last event that was JSON.
  private(set) var last: AnswerValue?
  private(set) var lastData = ""
  private var lastEvent: ServerSentEvent?
  private var textLength = 0

  private let recipe: EventsRecipe
  private let pointers: [JSONPointer]

  /// - Parameter pointers: those that are asked for afterwards.
  init(_ recipe: EventsRecipe, pointers: [JSONPointer]) {
    self.recipe = recipe
    self.pointers = pointers
  }

  mutating func take(_ event: ServerSentEvent) -> Step {
    let isSame = event == lastEvent
    lastEvent = event
    let tree = event.data.isEmpty ? nil : try? AnswerReader.read(AnswerBytes(Array(event.data.utf8)))
    if isSame, isNumbered(event, tree) { return .goOn }
    if recipe.error.contains(where: { matches($0, event, tree) }) {
      if let tree { replace(by: tree, event.data) }
      return .error
    }
    if let tree { fold(tree, event.data) }
    return recipe.final.contains { matches($0, event, tree) } ? .final : .goOn
  }

  /// Whether two events like this are one that came twice. Without a number they may be the same word said twice; an
  /// id alone does not tell, because some services give all events of an answer the same.
  private func isNumbered(_ event: ServerSentEvent, _ tree: AnswerValue?) -> Bool {
    event.id?.isEmpty == false || tree?["sequence_number"] != nil
  }

  private mutating func replace(by tree: AnswerValue, _ data: String) {
    latest = [:]
    last = tree
    lastData = data
  }

  private mutating func fold(_ tree: AnswerValue, _ data: String) {
    last = tree
    lastData = data
    for pointer in pointers {
      let found = pointer.values(in: tree)
      if !found.isEmpty { latest[pointer] = found }
    }
    for text in recipe.texts {
      guard let found = text.pointers.lazy.flatMap({ $0.values(in: tree) }).first,
        case .string(let piece) = found.json(textLimit: Self.textLimit)
      else { continue }
      textLength += piece.utf8.count
      if textLength <= Self.textLimit { texts[text.name, default: ""] += piece }
    }
  }

  private func matches(_ sign: EventsRecipe.Sign, _ event: ServerSentEvent, _ tree: AnswerValue?) -> Bool {
    switch sign {
    case .pointer(let pointer): tree.map { !pointer.values(in: $0).isEmpty } ?? false
    case .word(let word):
      event.name == word || FoldedText.trim(event.data) == word || tree?["type"]?.shortText == word
        || tree?["event"]?.shortText == word
    }
  }
}
