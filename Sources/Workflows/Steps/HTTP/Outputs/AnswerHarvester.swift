import JobModel

/// Reads a recipe's outputs from an answer. Nothing is fetched or written here.
struct AnswerHarvester {
  let recipe: HTTPRecipe
  let step: String
  let service: String

  /// A file whose contents stand in the answer.
  struct Inline: Sendable {
    enum Content: Sendable {
      case base64(AnswerValue)
      case text(AnswerValue)
      case body
    }

    var output: String
    var content: Content
  }

  struct Result: Sendable {
    var harvest = Harvest()
    var inline: [Inline] = []
    /// Outputs that may not be missing, and are.
    var missing: [String] = []

    /// Whether links are all that is still to be done: then the answer can be kept in a row's file.
    var canBeKept: Bool { inline.isEmpty && !harvest.links.isEmpty }
  }

  /// - Parameter remote: the service's id for the work.
  func read(_ answer: Answer, remote: String?) -> Result {
    var result = Result()
    for output in recipe.outputs {
      switch output.content {
      case .value(let sources, let type):
        if let value = value(output, sources, type, answer, remote, &result) {
          result.harvest.values[output.name] = value
        } else if !output.isOptional {
          result.missing.append(output.name)
        }
      case .files(let sources, _):
        if !addFiles(output, sources, answer, &result), !output.isOptional { result.missing.append(output.name) }
      }
    }
    result.harvest.cost = cost(answer, result)
    return result
  }

  // MARK: Values

  private func value(
    _ output: OutputRecipe, _ sources: [OutputRecipe.Source], _ type: ColumnType, _ answer: Answer,
    _ remote: String?, _ result: inout Result
  ) -> JSONValue? {
    for source in sources {
      let found = OutputSource(source, answer: answer, remote: remote).values()
      guard !found.isEmpty, let value = OutputValue(output, type).make(found) else { continue }
      if value.isCut { result.harvest.warning = result.harvest.warning ?? cut(output) }
      return value.json
    }
    return nil
  }

  private func cut(_ output: OutputRecipe) -> Failure {
    Failure(
      .blocked, code: "output-cut",
      message: "The output '\(output.name)' of the step '\(step)' was too long for a cell and was cut.",
      service: service)
  }

  // MARK: Files

  /// - Returns: whether there are any.
  private func addFiles(
    _ output: OutputRecipe, _ sources: [OutputRecipe.FileSource], _ answer: Answer, _ result: inout Result
  ) -> Bool {
    for (position, source) in sources.enumerated() {
      var found = files(output, source, position, answer)
      guard !found.isEmpty else { continue }
      switch output.take {
      case .all: break
      case .first: found = [found[0]]
      case .last: found = [found[found.count - 1]]
      }
      let most = output.most ?? 20
      if found.count > most { result.harvest.warning = result.harvest.warning ?? tooMany(output, found.count, most) }
      for file in found.prefix(most) {
        switch file {
        case .link(let link): result.harvest.links.append(link)
        case .inline(let inline): result.inline.append(inline)
        }
      }
      return true
    }
    return false
  }

  private enum Found {
    case link(Harvest.Link)
    case inline(Inline)
  }

  private func files(
    _ output: OutputRecipe, _ source: OutputRecipe.FileSource, _ position: Int, _ answer: Answer
  ) -> [Found] {
    func link(_ item: JSONValue) -> Found {
      .link(Harvest.Link(output: output.name, source: position, item: item))
    }
    func inline(_ content: Inline.Content) -> Found { .inline(Inline(output: output.name, content: content)) }
    switch source {
    case .base64(let pointers):
      return answer.values(pointers).filter { !$0.isEmpty }.map { inline(.base64($0)) }
    case .link(let pointers):
      return answer.values(pointers).filter { !$0.isEmpty }.map { value in
        if case .plain(.string(let text)) = value, !text.lowercased().hasPrefix("data:") {
          return link(.string(text))
        }
        return inline(.base64(value))
      }
    case .text(let pointers): return answer.values(pointers).filter { !$0.isEmpty }.map { inline(.text($0)) }
    case .body: return answer.bytes.count == 0 ? [] : [inline(.body)]
    case .request(_, let each):
      guard let each else { return [link(.null)] }
      return answer.values(each).map { link($0.json(textLimit: OutputText.limit)) }
    }
  }

  private func tooMany(_ output: OutputRecipe, _ count: Int, _ most: Int) -> Failure {
    Failure(
      .blocked, code: "too-many-files",
      message: "The service '\(service)' gave \(count) files for '\(output.name)'; the first \(most) were kept.",
      service: service)
  }

  // MARK: Cost

  private func cost(_ answer: Answer, _ result: Result) -> Double? {
    guard !recipe.cost.isEmpty else { return nil }
    return recipe.cost.reduce(0) { sum, part in sum + part.each * amount(part, answer, result) }
  }

  private func amount(_ part: CostRecipe, _ answer: Answer, _ result: Result) -> Double {
    if let from = part.from {
      let number = answer.values(from).first.flatMap { Double($0.shortText) } ?? 0
      return number.isFinite ? max(0, number) : 0
    }
    guard let output = part.times else { return 1 }
    let links = result.harvest.links.count { $0.output == output }
    return Double(links + result.inline.count { $0.output == output })
  }
}
