import Testing

@testable import JobModel

@Suite struct OrderTests {
  @Test func aCeilingAndAMereTryComeBackFromTheirLine() throws {
    var order = Order(.resume, job: JobID("20261121-093512-a-abcd"), by: "li", at: Timestamp(milliseconds: 0))
    order.maxCost = 12.5
    order.isOnlyTry = true
    #expect(Order(json: order.json) == order)
  }

  @Test func aCeilingThatIsNoAmountIsLeftOut() throws {
    var json = Order(.set, job: nil, by: "li").json
    json["maxCost"] = .number(-1)
    #expect(try #require(Order(json: json)).maxCost == nil)
  }
}
