/// A language in which people are told things.
package enum Language: String, Codable, Sendable, CaseIterable {
  case english = "en"
  case simplifiedChinese = "zh-Hans"

  /// By a tag such as `zh`, `zh-CN` or `en_US.UTF-8`; English for any other.
  package init(tag: String) {
    self = tag.lowercased().hasPrefix("zh") ? .simplifiedChinese : .english
  }
}
