import Testing

@testable import JobProcessing

@Suite struct ConfigurationTextTests {
  @Test(arguments: [
    ("0", 0), ("4096", 4096), ("512MiB", 536_870_912), ("512 mib", 536_870_912), ("1.5GB", 1_500_000_000),
    ("2TiB", 2_199_023_255_552),
  ])
  func aSizeIsReadWithItsUnit(text: String, bytes: Int) {
    #expect(ByteCountText.read(text) == bytes)
  }

  @Test(arguments: ["", "MiB", "-1", "1.2.3", "10 parsecs", "99999999TiB", "1e3"])
  func whatIsNoSizeIsRefused(text: String) {
    #expect(ByteCountText.read(text) == nil)
  }

  @Test func sizesAreShownExactlyAndForPeople() {
    #expect(ByteCountText.exact(536_870_912) == "512MiB")
    #expect(ByteCountText.exact(1_000_000) == "1000000")
    #expect(ByteCountText.exact(0) == "0")
    #expect(ByteCountText.rounded(900) == "900 bytes")
    #expect(ByteCountText.rounded(1_610_612_736) == "1.5 GiB")
    #expect(ByteCountText.rounded(300 << 30) == "300 GiB")
  }

  @Test func durationsAreShownInTheLargestWholeUnit() {
    #expect(YAMLText.duration(.seconds(3600)) == "1h")
    #expect(YAMLText.duration(.seconds(90)) == "90s")
    #expect(YAMLText.duration(.milliseconds(1500)) == "1500ms")
    #expect(YAMLText.duration(.zero) == "0ms")
  }
}
