/// Which letters beyond A to Z stand together in one language.
///
/// Two encodings give one file two sets of letters; mostly only one of the sets is a language's. Letters that every
/// language borrows for names belong to all.
enum LatinAlphabets {
  /// Whether one of the languages that windows-1252 is made for has all of these letters.
  static func westernHolds(_ letters: [Unicode.Scalar]) -> Bool { hold(letters, in: western) }

  /// Whether one of Europe's other languages of Latin letters has all of them.
  static func otherHolds(_ letters: [Unicode.Scalar]) -> Bool { hold(letters, in: others) }

  private static func hold(_ letters: [Unicode.Scalar], in alphabets: [Set<Unicode.Scalar>]) -> Bool {
    let small = letters.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
    return alphabets.contains { alphabet in small.allSatisfy { $0.isASCII || alphabet.contains($0) } }
  }

  private static let borrowed = "äöüßé"

  // French, German, Spanish, Portuguese, Italian, the Nordic languages, Catalan, Icelandic and Faroese, Dutch, Irish.
  private static let western = alphabets([
    "àâæçèêëîïôœùûÿ", "", "áíñóúªº", "àáâãçêíòóôõúªº", "àèìíîòóùúªº", "åæøóòàáèê", "àçèíïòóú", "áæíðóúýþø",
    "áèëêïíóú", "áíóú",
  ])

  // Polish, Czech, Slovak, Hungarian, Croatian and Slovene, Romanian (comma and cedilla), Albanian, Lithuanian,
  // Latvian, Estonian, Turkish, Maltese, Esperanto.
  private static let others = alphabets([
    "ąćęłńóśźż", "áčďěíňóřšťúůýž", "áčďíĺľňóôŕšťúýž", "áíóőúű", "čćđšž", "ăâîșț", "ăâîşţ", "çë", "ąčęėįšųūž",
    "āčēģīķļņšūž", "õšž", "çğışâîû\u{307}", "ċġħżàèìòù", "ĉĝĥĵŝŭ",
  ])

  private static func alphabets(_ letters: [String]) -> [Set<Unicode.Scalar>] {
    letters.map { Set(($0 + borrowed).unicodeScalars) }
  }
}
