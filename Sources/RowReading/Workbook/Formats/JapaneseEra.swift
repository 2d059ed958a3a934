/// The era of a day in the Japanese calendar, from Meiji on.
struct JapaneseEra {
  let letter: String
  let name: String
  /// From 1.
  let year: Int

  private static let eras = [
    (first: (2019, 5, 1), letter: "R", name: "令和"), (first: (1989, 1, 8), letter: "H", name: "平成"),
    (first: (1926, 12, 25), letter: "S", name: "昭和"), (first: (1912, 7, 30), letter: "T", name: "大正"),
    (first: (1868, 1, 25), letter: "M", name: "明治"),
  ]

  init?(of date: SerialDate) {
    guard let era = Self.eras.first(where: { $0.first <= (date.year, date.month, date.day) }) else { return nil }
    letter = era.letter
    name = era.name
    year = date.year - era.first.0 + 1
  }
}
