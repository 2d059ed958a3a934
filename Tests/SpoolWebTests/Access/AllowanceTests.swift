import Testing

@testable import SpoolWeb

@Suite struct AllowanceTests {
  private let start = ContinuousClock.now

  @Test func soManyAtOnceThenSoManyASecond() {
    var allowance = Allowance(atOnce: 3, perSecond: 2)
    for _ in 0..<3 { #expect(allowance.take("a", at: start) == nil) }
    #expect(allowance.take("a", at: start) == .milliseconds(500))
    #expect(allowance.take("b", at: start) == nil, "each has their own")
    #expect(allowance.take("a", at: start.advanced(by: .milliseconds(500))) == nil)
    #expect(allowance.take("a", at: start.advanced(by: .milliseconds(500))) != nil)
  }

  @Test func lookingSpendsNothing() {
    let allowance = Allowance(atOnce: 1, perSecond: 1)
    #expect(allowance.wait(of: "a", at: start) == nil && allowance.wait(of: "a", at: start) == nil)
  }

  @Test func madeUpNamesDoNotMakeItForgetWhoTried() {
    var allowance = Allowance(atOnce: 2, perSecond: 0.001)
    for _ in 0..<2 { allowance.spend("guesser", at: start) }
    for number in 0..<30_000 { allowance.spend("\(number)", at: start) }
    #expect(allowance.wait(of: "guesser", at: start) != nil)
  }
}
