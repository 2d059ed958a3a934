/// A language in which people are told things.
package enum Language: String, Codable, Sendable, CaseIterable {
  case english = "en"
  case simplifiedChinese = "zh-Hans"

  /// By a name as administrators write it: `en`, or one of `zh`, `zh-Hans` and `zh-CN`; `nil` for any other.
  package init?(setting: String) {
    switch setting {
    case "en": self = .english
    case "zh", "zh-Hans", "zh-CN": self = .simplifiedChinese
    default: return nil
    }
  }

  /// By a tag such as `zh`, `zh-CN` or `en_US.UTF-8`; English for any other.
  package init(tag: String) {
    self = tag.lowercased().hasPrefix("zh") ? .simplifiedChinese : .english
  }
}
