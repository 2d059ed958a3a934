import Testing

@testable import HTTPTransfer

@Suite struct RedactionTests {
  private let redaction = Redaction(["sk-ab/cd+ef\"g", "ababac", "short", "sk-ab/cd+ef\"gh", ""])

  @Test func replacesEachFormOfASecret() {
    #expect(redaction.text("a sk-ab/cd+ef\"g b") == "a ••• b")
    #expect(redaction.text("?key=sk-ab%2Fcd%2Bef%22g&") == "?key=•••&")
    #expect(redaction.text("?key=sk-ab%2fcd%2bef%22g&") == "?key=•••&")
    #expect(redaction.text(#"{"a":"sk-ab/cd+ef\"g"}"#) == #"{"a":"•••"}"#)
    #expect(redaction.text(#"{"a":"sk-ab\/cd+ef\"g"}"#) == #"{"a":"•••"}"#)
  }

  @Test func leavesTheRestAlone() {
    for text in ["", "short", "sk-ab/cd+ef", "ababab", "商品"] { #expect(redaction.text(text) == text) }
    #expect(Redaction([]).text("anything") == "anything")
  }

  @Test func findsThemInPiecesCutAnywhere() {
    let bytes = Array("xababababac-sk-ab/cd+ef\"ghsk-ab/cd+ababacababac s".utf8)
    let expected = "xabab•••-•••hsk-ab/cd+•••••• s"
    for first in bytes.indices {
      for second in first..<bytes.count {
        var filter = SecretFilter(redaction)
        var output: [UInt8] = []
        for range in [0..<first, first..<second, second..<bytes.count] {
          output += bytes[range].withUnsafeBytes { filter.add($0) }
        }
        output += filter.end()
        #expect(String(decoding: output, as: UTF8.self) == expected)
      }
    }
  }

  @Test func keepsBackOnlyWhatMayBecomeASecret() {
    var filter = SecretFilter(redaction)
    #expect(Array("data: x\n\n".utf8).withUnsafeBytes { filter.add($0) } == Array("data: x\n\n".utf8))
    #expect(Array("data: abab".utf8).withUnsafeBytes { filter.add($0) } == Array("data: ".utf8))
    #expect(filter.end() == Array("abab".utf8))
  }
}
