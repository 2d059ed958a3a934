import JobModel

/// The messages of a multimodal request.
struct DashScopeConversation {
  /// The words of the user.
  var text = ""
  /// Links of the pictures, in order.
  var links: [String] = []

  init(_ order: DashScopeOrder) throws {
    guard let messages = order.input["messages"]?.array, !messages.isEmpty else {
      throw DashScopeFailure.invalid("Required parameter(input.messages) missing or invalid.")
    }
    for message in messages where message["role"]?.string == "user" {
      guard let content = message["content"]?.array else {
        throw DashScopeFailure.invalid("The content field of a message must be an array.")
      }
      for part in content {
        if let words = part["text"]?.string { text = words }
        if let link = part["image"]?.string { links.append(link) }
      }
    }
    guard text.count <= 800 || !order.model.hasPrefix("qwen-image") else {
      throw DashScopeFailure.invalid("Range of text length should be [1, 800]")
    }
  }
}
