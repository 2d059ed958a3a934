extension WebAddress.Mistake {
  /// Why a cell's text is no web address that may be used.
  func problem(_ text: String) -> ConversionProblem {
    let quoted = ConversionProblem.quote(text)
    let advice = "Write one that begins with https:// or http://."
    switch self {
    case .scheme(let scheme?) where scheme != "http" && scheme != "https":
      return ConversionProblem(
        "address-scheme", "\(quoted) is an address of the kind '\(scheme):', which is not used.", advice)
    case .credentials:
      // Not quoted: what stands there may be a password.
      return ConversionProblem(
        "address-credentials", "The web address has a user's name or a password in it ('…@').",
        "Take out what stands before the '@', and the '@'.")
    case .port: return ConversionProblem("not-a-url", "\(quoted) has no usable port behind its host.", advice)
    case .scheme, .host, .characters: return ConversionProblem("not-a-url", "\(quoted) is not a web address.", advice)
    }
  }
}
