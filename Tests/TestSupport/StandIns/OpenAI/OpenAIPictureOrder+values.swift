import JobModel

extension OpenAIPictureOrder {
  static func text(_ name: String, of values: JSONObject) throws -> String? {
    guard let value = values[name], value != nil else { return nil }
    guard let text = value.string else {
      throw OpenAIFailure.invalid(name, "Invalid type for '\(name)': expected a string.", code: "invalid_type")
    }
    return text
  }

  static func word(_ name: String, of values: JSONObject, _ words: [String]) throws -> String? {
    guard let text = try text(name, of: values) else { return nil }
    guard words.contains(text) else {
      let list = words.map { "'\($0)'" }.joined(separator: ", ")
      throw OpenAIFailure.invalid(name, "Invalid value: '\(text)'. Supported values are: \(list).")
    }
    return text
  }

  static func number(_ name: String, of values: JSONObject, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = values[name], value != nil else { return nil }
    guard let number = value.integer else {
      throw OpenAIFailure.invalid(name, "Invalid type for '\(name)': expected an integer.", code: "invalid_type")
    }
    guard range.contains(number) else {
      throw OpenAIFailure.invalid(name, "Invalid '\(name)': expected \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  static func flag(_ name: String, of values: JSONObject) throws -> Bool {
    guard let value = values[name], value != nil else { return false }
    guard let flag = value.boolean else {
      throw OpenAIFailure.invalid(name, "Invalid type for '\(name)': expected a boolean.", code: "invalid_type")
    }
    return flag
  }

  static func quality(of values: JSONObject, model: String) throws -> String {
    let words = OpenAIModels.isDallE(model) ? ["standard", "hd"] : ["low", "medium", "high", "auto", "xhigh", "max"]
    return try word("quality", of: values, words) ?? words[0]
  }

  static func format(of values: JSONObject) throws -> MadePicture.Format {
    guard let text = try word("output_format", of: values, MadePicture.Format.allCases.map(\.rawValue)) else {
      return .png
    }
    return MadePicture.Format(rawValue: text) ?? .png
  }

  /// GPT's models always answer in base64, and do not know the parameter; others default to links.
  static func isLink(_ values: JSONObject, model: String) throws -> Bool {
    guard OpenAIModels.makesPicturesLikeGPT(model) else {
      return try word("response_format", of: values, ["url", "b64_json"]) != "b64_json"
    }
    guard values["response_format"] == nil else { throw OpenAIFailure.unknown("response_format") }
    return false
  }

  /// The pixels of a size, which each family of models limits in its own way.
  static func pixels(_ size: String, model: String) throws -> (Int, Int) {
    if size == "auto" { return (1_024, 1_024) }
    let numbers = size.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard numbers.count == 2, size == "\(numbers[0])x\(numbers[1])", numbers.allSatisfy({ $0 > 0 }) else {
      throw OpenAIFailure.invalid("size", "Invalid value: '\(size)'.")
    }
    let (width, height) = (numbers[0], numbers[1])
    let isGood: Bool =
      switch model {
      case "dall-e-2": width == height && [256, 512, 1_024].contains(width)
      case "dall-e-3": ["1024x1024", "1792x1024", "1024x1792"].contains(size)
      case "gpt-image-1.5", "gpt-image-1-mini": ["1024x1024", "1536x1024", "1024x1536"].contains(size)
      case _ where OpenAIModels.makesPicturesLikeGPT(model):
        width % 16 == 0 && height % 16 == 0 && width <= height * 3 && height <= width * 3 && max(width, height) <= 3_840
          && min(width, height) <= 2_160
      default: max(width, height) <= 4_096
      }
    guard isGood else { throw OpenAIFailure.invalid("size", "Invalid value: '\(size)'.") }
    return (width, height)
  }
}
