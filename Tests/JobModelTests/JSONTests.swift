import JobModel
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    #"{"a":[1,-2.5,true,null,"x\"\\\n\u0001"],"图":{"n":123456789012345678}}"#, #"[]"#, #""""#, #"1e300"#,
  ])
  func whatIsReadIsWrittenBack(text: String) throws {
    let value = try JSONReader.read(text)
    #expect(try JSONReader.read(JSONWriter.bytes(of: value)) == value)
  }

  @Test func writesWhatOthersRead() throws {
    let value: JSONValue = ["text": "a\tb\u{1}", "whole": 12, "part": 0.1, "list": [true, nil]]
    let text = String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
    #expect(text == #"{"text":"a\tb\u0001","whole":12,"part":0.1,"list":[true,null]}"#)
  }

  @Test func joinsSurrogatesAndReplacesLoneOnes() throws {
    #expect(try JSONReader.read(#""\ud83d\ude00 \ud83d!""#) == "😀 \u{FFFD}!")
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\"}", "01x", "tru", "\"\u{1}\"", "1 2", "nul", "+1", "\"abc", "\"\\u12\""])
  func refusesWhatIsNotJSON(text: String) {
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(text) }
  }

  @Test func refusesEndlessNestingAndBrokenUTF8() {
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(String(repeating: "[", count: 100_000)) }
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
  }
}
