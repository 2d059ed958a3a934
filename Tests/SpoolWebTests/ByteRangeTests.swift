import Testing

@testable import SpoolWeb

@Suite struct ByteRangeTests {
  @Test(
    arguments: [
      (nil, .whole), ("bytes=0-", .part(0..<100)), ("bytes=5-9", .part(5..<10)), ("bytes=90-200", .part(90..<100)),
      ("bytes=-10", .part(90..<100)), ("bytes=-200", .part(0..<100)), ("bytes=100-", .beyond), ("bytes=-0", .beyond),
      ("bytes=9-5", .whole), ("bytes=0-1,5-6", .whole), ("bytes=a-b", .whole), ("lines=0-1", .whole),
      ("bytes=-", .whole),
      ("bytes=0-9223372036854775807", .part(0..<100)), ("bytes=0-99999999999999999999", .whole), ("bytes=--5", .whole),
    ] as [(String?, ByteRange)])
  func rangesAreRead(header: String?, range: ByteRange) {
    #expect(ByteRange(header, size: 100) == range)
  }
}
