import Testing

@testable import SpoolWeb

@Suite struct ShownKindTests {
  @Test func filesAreKnownByTheirFirstBytes() {
    #expect(ShownKind([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]) == .png)
    #expect(ShownKind([0xFF, 0xD8, 0xFF, 0xE0]) == .jpeg)
    #expect(ShownKind(Array("GIF89a".utf8)) == .gif)
    #expect(ShownKind(Array("RIFF0000WEBPVP8 ".utf8)) == .webp)
    #expect(ShownKind([0, 0, 0, 32] + Array("ftypisom".utf8)) == .mp4)
    #expect(ShownKind([0, 0, 0, 32] + Array("ftypheic".utf8)) == nil)
    #expect(ShownKind([]) == nil)
  }

  @Test(arguments: ["<svg xmlns='x'><script>alert(1)</script></svg>", "<!DOCTYPE html><p>", "%PDF-1.7"])
  func whatMayHoldScriptsIsNotShown(text: String) {
    #expect(ShownKind(Array(text.utf8)) == nil)
  }
}
