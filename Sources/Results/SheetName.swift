/// Names of sheets that Excel takes: at most 31 UTF-16 units, none of `[ ] : * ? / \`, no apostrophe at either end.
enum SheetName {
  private static let maximumUnits = 31

  static func make(_ text: String, number: Int = 1) -> String {
    let ending = number == 1 ? "" : " (\(number))"
    var name = ""
    for character in text {
      let isControl = character.unicodeScalars.contains { $0.value < 0x20 }
      let next: Character = isControl || "[]:*?/\\".contains(character) ? "_" : character
      guard name.utf16.count + String(next).utf16.count + ending.utf16.count <= maximumUnits else { break }
      name.append(next)
    }
    while let first = name.first, first == "'" || first == " " { name.removeFirst() }
    while let last = name.last, last == "'" || last == " " { name.removeLast() }
    // Excel keeps this name for itself.
    if name.lowercased() == "history" { name += "_" }
    return name.isEmpty ? "" : name + ending
  }
}
