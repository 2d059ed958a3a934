import JobModel
import JobProcessing
import Workflows

extension WorkflowCard {
  /// For programs: everything that is needed to fill in a row, and to know what it takes. Texts are in one language.
  func json(in language: Language) -> JSONObject {
    var object: JSONObject = ["id": .string(id), "title": .string(title.text(in: language))]
    object["description"] = description.map { .string($0.text(in: language)) }
    object["takesPicture"] = .boolean(takesPicture)
    object["template"] = .string("/api/v1/workflows/\(id)/template.xlsx")
    object["columns"] = .array(definition.columns.map { .object($0.json(in: language)) })
    object["presets"] = .array(presets.map { .object($0.json(in: language)) })
    object["limits"] = .object(definition.limits.json)
    object["estimate"] = (definition.estimate?.json).map(JSONValue.object)
    return object
  }
}

extension InputColumn {
  fileprivate func json(in language: Language) -> JSONObject {
    var object: JSONObject = [
      "name": .string(name), "title": .string(titles.message(or: name).text(in: language)),
      "type": .string(type.rawValue), "required": .boolean(required),
    ]
    object["help"] = help.message.map { .string($0.text(in: language)) }
    object["default"] = self.default
    if !choices.isEmpty {
      object["choices"] = .array(choices.map { .object($0.json(in: language)) })
      object["otherChoices"] = .boolean(takesOtherChoices)
    }
    object["minimum"] = limits.min.map(JSONValue.number)
    object["maximum"] = limits.max.map(JSONValue.number)
    object["maxLength"] = limits.maxLength.map { .integer(Int64($0)) }
    object["maxItems"] = limits.maxItems.map { .integer(Int64($0)) }
    return object
  }
}

extension Preset {
  fileprivate func json(in language: Language) -> JSONObject {
    [
      "value": .string(name), "title": .string(titles.message(or: name).text(in: language)),
      "values": .object(values), "changesSteps": .boolean(changesSteps),
    ]
  }
}

extension Choice {
  fileprivate func json(in language: Language) -> JSONObject {
    ["value": .string(value), "title": .string(titles.message(or: value).text(in: language))]
  }
}

extension WorkflowLimits {
  fileprivate var json: JSONObject {
    var object = JSONObject()
    object["concurrency"] = concurrency.map { .integer(Int64($0)) }
    object["perMinute"] = perMinute.map { .integer(Int64($0)) }
    object["maxRows"] = maxRows.map { .integer(Int64($0)) }
    object["maxCost"] = maxCost.map(JSONValue.number)
    return object
  }
}

extension Estimate {
  fileprivate var json: JSONObject {
    var object = JSONObject()
    object["secondsPerRow"] = secondsPerRow.map(JSONValue.number)
    object["costPerRow"] = costPerRow.map(JSONValue.number)
    object["currency"] = currency.map(JSONValue.string)
    return object
  }
}
