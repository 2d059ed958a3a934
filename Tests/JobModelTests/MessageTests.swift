import Foundation
import Testing

@testable import JobModel

@Suite struct MessageTests {
  @Test func isSaidInBothLanguages() {
    let name = "杯子.xlsx"
    let message: Message = "“\(name)” cannot be read."
    #expect(message.text(in: .english) == "“杯子.xlsx” cannot be read.")
    #expect(message.text(in: .simplifiedChinese) == "“杯子.xlsx”无法读取。")
  }

  @Test func saysMessagesWithinItInItsOwnLanguage() {
    let kind: Message = "a picture"
    let message: Message = "“\("a.xlsx")” is not a CSV file but \(kind). \("")"
    #expect(message.chinese == nil, "no such sentence is in the catalogue")
    let place: Message = "“\(kind)”: \(kind)"
    #expect(place.text(in: .simplifiedChinese) == "“图片”: 图片", "a pattern without words is the same in every language")
    #expect(place.english == "“a picture”: a picture")
  }

  @Test func isOfNoLanguageWhereNothingIsTranslated() {
    let plain: Message = "\(5): \("text")"
    #expect(plain.english == "5: text")
    #expect(Message(verbatim: "Done").chinese == nil)
    #expect(Message(catalogued: "Done").chinese == "已完成")
  }

  @Test func leavesBracesOfArgumentsAlone() {
    #expect(MessageCatalogue.fill("{2}与{1}", with: ["{2}", "b"].map(Message.init(verbatim:))) == "b与{2}")
    #expect(MessageCatalogue.fill("{a}{9}", with: ["x"]) == "{a}{9}")
  }

  @Test func joinsAsTheLanguageDoes() {
    let both = Message.sentences(["The job goes on.", "Rows start again."])
    #expect(both.english == "The job goes on. Rows start again.")
    #expect(both.chinese == "任务继续运行。各行重新开始运行。")
    #expect(Message.list(["a", "b"]).text(in: .simplifiedChinese) == "a、b")
    #expect(Message.alternatives(["a", "b"]).english == "a or b")
    #expect(Message.alternatives(["a", "b"]).text(in: .simplifiedChinese) == "a或b")
    #expect(Message.sentences(["The job goes on.", ""]).english == "The job goes on.")
  }

  @Test(arguments: ["The job goes on.", Message(verbatim: "plain")])
  func comesBackFromJSON(message: Message) throws {
    let copy = try JSONDecoder().decode([Message].self, from: try JSONEncoder().encode([message]))
    #expect(copy.map(\.english) == [message.english] && copy.map(\.chinese) == [message.chinese])
    var object: JSONObject = [:]
    object.set("said", message)
    #expect(object.message("said")?.chinese == message.chinese)
  }
}
