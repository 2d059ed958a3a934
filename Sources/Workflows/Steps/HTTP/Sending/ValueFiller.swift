import JobModel
import SystemPackage

/// Puts a row into a recipe's values. Where files are named, their first bytes are read: it may block.
struct ValueFiller {
  let scope: HTTPScope
  var keepsNulls = false

  private var step: String { scope.step.name }

  /// - Returns: `nil` for a value that is left out: it is null, or lost all that it had.
  func fill(_ recipe: ValueRecipe) throws(Failure) -> FilledValue? {
    switch recipe {
    case .plain(let template): return plain(template)
    case .array(let elements):
      var filled: [FilledValue] = []
      for element in elements { if let value = try fill(element) { filled.append(value) } }
      return filled.isEmpty && !elements.isEmpty ? nil : .array(filled)
    case .object(let members):
      var filled: [(name: String, value: FilledValue)] = []
      for member in members { if let value = try fill(member.value) { filled.append((member.name, value)) } }
      return filled.isEmpty && !members.isEmpty ? nil : .object(filled)
    case .made(let maker): return try make(maker)
    }
  }

  private func plain(_ template: Template) -> FilledValue? {
    let value = template.filled(scope.value(of:))
    if value == .null { return keepsNulls ? .json(.null) : nil }
    if case .text = template, value.string?.isEmpty == true, !keepsNulls { return nil }
    return .json(value)
  }

  /// The value as text; `nil` for none.
  func text(_ recipe: ValueRecipe) throws(Failure) -> String? {
    let text = try fill(recipe)?.json.plainText
    return text?.isEmpty == true ? nil : text
  }

  private func make(_ maker: ValueRecipe.Maker) throws(Failure) -> FilledValue? {
    switch maker {
    case .convert(let value, let conversion):
      guard let filled = try fill(value)?.json, filled != .null else { return nil }
      return .json(try ValueConversion(step: step).convert(filled, to: conversion))
    case .file(let file, let use): return try files(file).first.map { path throws(Failure) in try self.use(path, use) }
    case .join(let values, let separator):
      var texts: [String] = []
      for value in values { if let text = try text(value) { texts.append(text) } }
      return texts.isEmpty ? nil : .json(.string(texts.joined(separator: separator)))
    case .first(let values):
      for value in values { if let filled = try fill(value), filled.json != .null { return filled } }
      return nil
    case .map(let value, let to, let otherwise):
      let key = FoldedText.fold(try text(value) ?? "")
      if let match = to.first(where: { FoldedText.fold($0.name) == key }) { return try fill(match.value) }
      return try fill(otherwise ?? value)
    case .choose(let value, let among, let then, let otherwise):
      let isChosen = try isChosen(value, among)
      return isChosen ? try fill(then) : try otherwise.flatMap { (recipe) throws(Failure) in try fill(recipe) }
    case .graph(let recipe): return .json(try graph(recipe))
    }
  }

  private func isChosen(_ value: ValueRecipe, _ among: [String]?) throws(Failure) -> Bool {
    let filled = try fill(value)?.json ?? .null
    guard let among else { return !AnswerValue(filled).isEmpty }
    return among.contains { FoldedText.fold($0) == FoldedText.fold(filled.plainText) }
  }

  private func graph(_ recipe: GraphRecipe) throws(Failure) -> JSONValue {
    var graph = try ComfyGraph(file: recipe.file, in: scope.context.workflowFolder, step: step)
    for value in recipe.values {
      guard let filled = try fill(value.value)?.json, filled != .null else { continue }
      try graph.put(filled, into: value.input, of: value.node)
    }
    return graph.json
  }

  // MARK: Files

  /// The files that a value names: one, several or none.
  func files(_ recipe: ValueRecipe) throws(Failure) -> [FilePath] {
    guard let value = try fill(recipe)?.json else { return [] }
    let names = (value.array ?? [value]).flatMap { $0.array ?? [$0] }.map(\.plainText).filter { !$0.isEmpty }
    return names.map { name in
      let path = FilePath(name)
      guard !path.isAbsolute, let folder = scope.context.workflowFolder else { return path }
      return folder.appending(path.components)
    }
  }

  private func use(_ path: FilePath, _ use: ValueRecipe.FileUse) throws(Failure) -> FilledValue {
    let format = try FileFormat(ofInput: path, step: step)
    switch use {
    case .base64: return .file(path, prefix: "")
    case .dataURL: return .file(path, prefix: "data:\(format.mediaType);base64,")
    case .mediaType: return .json(.string(format.mediaType))
    case .fileName: return .json(.string(fileName(path, format)))
    }
  }

  /// An ASCII name that no other row, attempt or file has.
  func fileName(_ path: FilePath, _ format: FileFormat) -> String {
    let context = scope.context
    let digits = MadeName("\(context.record.job.text)/\(context.record.row)/\(context.attempt)/\(path)").digits
    return "row-\(context.record.row)-\(digits).\(format.fileExtension)"
  }
}

/// Makes a value what a recipe says it must be.
struct ValueConversion {
  let step: String

  /// - Throws: `invalid` for a value that is none.
  func convert(_ value: JSONValue, to conversion: ValueRecipe.Conversion) throws(Failure) -> JSONValue {
    let text = FoldedText.trim(value.plainText)
    let converted: JSONValue? =
      switch conversion {
      case .text: .string(value.plainText)
      case .integer: value.integer.map { .integer(Int64($0)) } ?? Int64(text).map(JSONValue.integer)
      case .number: value.number.map(JSONValue.number) ?? Double(text).map(JSONValue.number)
      case .boolean: Self.boolean(value, text)
      case .json: value.string == nil ? value : try? JSONReader.read(text)
      }
    if let converted { return converted }
    let kind: Message =
      switch conversion {
      case .integer: "a whole number"
      case .number: "a number"
      case .boolean: "true or false"
      default: "JSON"
      }
    throw Failure(
      .invalid, code: "value-kind",
      message: "The step '\(step)' needs \(kind), and the row has \(ConversionProblem.quote(text)).")
  }

  private static func boolean(_ value: JSONValue, _ text: String) -> JSONValue? {
    if value.boolean != nil { return value }
    switch text.lowercased() {
    case "true", "yes", "1", "on": return .boolean(true)
    case "false", "no", "0", "off": return .boolean(false)
    default: return nil
    }
  }
}
