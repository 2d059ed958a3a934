import Foundation
import Testing

@testable import JobModel

@Suite struct MessageCatalogueTests {
  private static let entries = MessageCatalogue.parts.flatMap { MessageCatalogue.entries(of: $0.text) }

  @Test(arguments: MessageCatalogue.parts.map(\.name))
  func hasBothLinesOfEachEntry(part: String) throws {
    let text = try #require(MessageCatalogue.parts.first { $0.name == part }).text
    let lines = text.split(separator: "\n")
    #expect(lines.count.isMultiple(of: 2))
    for (index, line) in lines.enumerated() {
      // English may quote Chinese, as in "yes or no (是 or 否)".
      if !index.isMultiple(of: 2), line.contains(where: \.isLetter) {
        #expect(line.contains(where: Self.isHan), "\(part), line \(index + 1): \(line)")
      }
      #expect(line.last?.isWhitespace == false, "a blank at the end: \(line)")
    }
  }

  @Test func saysEverythingOnce() {
    var seen: Set<String> = []
    for entry in Self.entries {
      #expect(seen.insert(entry.english).inserted, "twice: \(entry.english)")
    }
  }

  @Test func fillsNoPlaceThatEnglishLacks() {
    for entry in Self.entries {
      #expect(Self.places(in: entry.chinese).isSubset(of: Self.places(in: entry.english)), "\(entry.chinese)")
      let count = Self.places(in: entry.english).count
      #expect(Self.places(in: entry.english) == Set((0..<count).map { "{\($0 + 1)}" }), "\(entry.english)")
    }
  }

  @Test func writesChinesePunctuation() {
    for entry in Self.entries where entry.chinese.contains(where: Self.isHan) {
      let isMixed = entry.chinese.contains(/\p{Han}[,;:!?()]|[,;!?]\p{Han}|\p{Han}[.]\s/)
      #expect(!isMixed, "half-width punctuation: \(entry.chinese)")
    }
  }

  @Test func knowsAllThatOperatorsAreTold() throws {
    let missing = try SourceTexts().texts.filter { text in
      text.readsLikeWords && !text.isAnAside && MessageCatalogue.chinese[text.literal.pattern] == nil
        && !UntoldTexts.covers(text)
    }
    #expect(missing.isEmpty, "not in the catalogue:\n\(missing.map(\.description).joined(separator: "\n"))")
  }

  @Test func holdsNothingThatNoSourceSays() throws {
    let said = Set(try SourceTexts().texts.map(\.literal.pattern))
    let dead = Self.entries.map(\.english).filter { !said.contains($0) }
    #expect(dead.isEmpty, "said nowhere:\n\(dead.joined(separator: "\n"))")
  }

  @Test func listsNoExceptionInVain() throws {
    let texts = try SourceTexts().texts
    for place in UntoldTexts.places {
      #expect(texts.contains { $0.file.hasPrefix(place.path) && $0.readsLikeWords }, "no longer needed: \(place.path)")
    }
    for text in UntoldTexts.texts {
      #expect(texts.contains { $0.literal.pattern == text }, "no longer needed: \(text)")
    }
  }

  private static func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  private static func places(in pattern: String) -> Set<String> {
    Set(pattern.matches(of: /\{\d+\}/).map { String($0.output) })
  }
}
