import JobModel
import Testing

@testable import ImageProcessing

@Suite struct PictureMeasurementTests {
  private let side = 128

  /// A picture with light, dark and detail everywhere, made by a small generator of known numbers.
  private var textured: [UInt8] {
    var state: UInt32 = 12_345
    return (0..<(side * side)).map { index in
      state = state &* 1_664_525 &+ 1_013_904_223
      let wave = (index % side) / 16 % 2 == (index / side) / 16 % 2 ? 60 : 190
      return UInt8(wave + Int(state >> 28) - 8)
    }
  }

  private func score(_ grey: [UInt8], source: Int = 3000) -> PictureScore {
    PictureMeasurement(
      grey: grey, size: PixelSize(width: side, height: side), sourceSize: PixelSize(width: source, height: source)
    ).score
  }

  /// Each value becomes the mean of its 5 × 5 neighbours, edges wrapped around.
  private func blurred(_ grey: [UInt8]) -> [UInt8] {
    let offsets = [-2, -1, 0, 1, 2].flatMap { row in [-2, -1, 0, 1, 2].map { row * side + $0 + grey.count } }
    return grey.indices.map { index in
      UInt8(offsets.reduce(0) { $0 + Int(grey[(index + $1) % grey.count]) } / offsets.count)
    }
  }

  @Test func blurringLowersSharpnessAndTheTotal() {
    let sharp = score(textured)
    let blurred = score(blurred(textured))
    #expect(blurred.sharpness < sharp.sharpness && blurred.total < sharp.total)
    #expect(score(self.blurred(self.blurred(textured))).sharpness < blurred.sharpness)
  }

  @Test func darknessLowersExposure() {
    let normal = score(textured)
    let dark = score(textured.map { $0 / 4 })
    let black = score(textured.map { $0 / 60 })
    #expect(dark.exposure < normal.exposure && dark.total < normal.total)
    #expect(black.exposure < dark.exposure && black.total < 30)
  }

  @Test func fewerPixelsLowerResolution() {
    let scores = [4000, 1000, 300, 100].map { score(textured, source: $0) }
    #expect(scores.map(\.resolution) == scores.map(\.resolution).sorted(by: >))
    #expect(scores.first?.resolution == 100 && scores.last?.resolution == 0)
    #expect(scores.map(\.total) == scores.map(\.total).sorted(by: >))
  }

  @Test func aPlainBackgroundDoesNotCount() {
    let textured = self.textured
    var onWhite = [UInt8](repeating: 255, count: side * side)
    for row in 32..<96 {
      for column in 32..<96 { onWhite[row * side + column] = textured[row * side + column] }
    }
    let whole = score(textured)
    let placed = score(onWhite)
    #expect(abs(placed.exposure - whole.exposure) < 5)
    #expect(placed.total > whole.total - 10)
  }

  @Test func anEmptyPictureIsWorthLittle() {
    #expect(score([UInt8](repeating: 128, count: side * side)).total < 10)
  }

  @Test func measuresTheSameTwice() {
    #expect(score(textured) == score(textured))
  }
}
