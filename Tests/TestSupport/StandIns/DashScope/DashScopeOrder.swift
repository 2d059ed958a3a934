import JobModel

/// The body of a request, `{"model", "input", "parameters"}`, checked as far as every model is alike.
struct DashScopeOrder: Sendable {
  var model: String
  var input: JSONValue
  var parameters: JSONValue
  var prompt: String
  var count: Int
  var width = 1_024
  var height = 1_024

  init(_ request: StandInRequest) throws {
    guard let json = try? request.json(), json.object != nil else {
      throw DashScopeFailure.invalid("Request body is not valid JSON.", code: "InvalidParameter.JsonPhrase")
    }
    guard let model = json["model"]?.string, !model.isEmpty else {
      throw DashScopeFailure.invalid("Required parameter(model) missing or invalid.")
    }
    guard let input = json["input"], input.object != nil else {
      throw DashScopeFailure.invalid("Required body or parameter(input) missing or invalid.")
    }
    self.model = model
    self.input = input
    parameters = json["parameters"] ?? .object(JSONObject())
    prompt = input["prompt"]?.string ?? ""
    count = try Self.number("n", of: parameters, in: 1...6) ?? 1
    _ = try Self.number("seed", of: parameters, in: 0...2_147_483_647)
    try takeSize()
    guard prompt.count <= 2_000 else { throw DashScopeFailure.invalid("Range of input length should be [1, 2000]") }
    let unwanted = input["negative_prompt"]?.string ?? parameters["negative_prompt"]?.string ?? ""
    guard unwanted.count <= 500 else { throw DashScopeFailure.invalid("negative_prompt: at most 500 characters.") }
  }

  static func number(_ name: String, of values: JSONValue, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = values[name], value != nil else { return nil }
    guard let number = value.integer, range.contains(number) else {
      throw DashScopeFailure.invalid("\(name) must be an integer in [\(range.lowerBound), \(range.upperBound)].")
    }
    return number
  }

  static func factor(_ name: String, of values: JSONValue, in range: ClosedRange<Double>) throws -> Double {
    guard let value = values[name], value != nil else { return 1 }
    guard let number = value.number, range.contains(number) else {
      throw DashScopeFailure.invalid("\(name) must be a number in [\(range.lowerBound), \(range.upperBound)].")
    }
    return number
  }

  /// Width and height are joined by an asterisk here.
  private mutating func takeSize() throws {
    guard let value = parameters["size"], value != nil else { return }
    let text = value.string ?? ""
    let numbers = text.split(separator: "*", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let width = numbers[0], let height = numbers[1], (64...4_096).contains(width),
      (64...4_096).contains(height)
    else {
      throw DashScopeFailure.invalid("size must be in the format of width*height, such as 1024*1024, not '\(text)'.")
    }
    (self.width, self.height) = (width, height)
  }

  /// Every text that may be the link of a file.
  var links: [String] {
    input.shortTexts(atMost: .max).filter { text in
      ["oss://", "http://", "https://", "data:"].contains { text.hasPrefix($0) }
    }
  }
}
