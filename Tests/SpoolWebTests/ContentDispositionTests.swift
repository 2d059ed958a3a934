import Testing

@testable import SpoolWeb

@Suite struct ContentDispositionTests {
  @Test(arguments: [
    ("cups.xlsx", "cups.xlsx", "cups.xlsx"),
    ("茶杯-results.xlsx", "__-results.xlsx", "%E8%8C%B6%E6%9D%AF-results.xlsx"),
    ("a\"; filename=b.exe", "a_; filename=b.exe", "a%22%3B%20filename%3Db.exe"),
    ("a\r\nSet-Cookie: x=1.csv", "a_Set-Cookie: x=1.csv", "a%0D%0ASet-Cookie%3A%20x%3D1.csv"),
    (#"100%25\a/b.csv"#, "100_25_a_b.csv", "100%2525%5Ca%2Fb.csv"),
    ("👩\u{200D}🎨'*.png", "_'*.png", "%F0%9F%91%A9%E2%80%8D%F0%9F%8E%A8%27%2A.png"),
  ])
  func namesStandTwiceAndEndNothing(name: String, plain: String, escaped: String) {
    #expect(
      ContentDisposition.attachment.named(name) == "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(escaped)")
    #expect(ContentDisposition.inline.named(name).hasPrefix("inline; "))
  }
}
