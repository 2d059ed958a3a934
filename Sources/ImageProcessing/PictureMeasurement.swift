import Glibc
import JobModel

/// Measures a picture for its `PictureScore`.
///
/// The picture is shrunk (never enlarged) until its longer side is `normalSide` pixels, flattened on white and turned
/// to grey, 0 to 255. With `clamp(x)` = `x` cut to 0...1:
///
/// - resolution, from the pixels of the picture as it came, in millions `m`: `100 · clamp(log2(m / 0.01) / log2(4 / 0.01))`;
///   0 at 100 × 100 pixels, 100 from 4 million.
/// - sharpness, from the mean square `v` of the Laplacian (4·centre − left − right − above − below, whose mean is 0; the
///   measure of Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000):
///   `100 · clamp(log2(v / 4) / log2(512 / 4))`.
/// - exposure, from the share `c` of pixels ≤ 5 or ≥ 250 and the mean `b`:
///   `100 · (1 − clamp(c / 0.4)) · (1 − clamp((|b − 127| − 48) / 80))`.
/// - contrast, from the 5th and 95th percentile: `100 · clamp((p95 − p5) / 150)`.
///
/// A plain background, as product pictures have, says nothing about the photograph, and pure white is no fault there:
/// where at least 80 % of the outermost pixels lie within 6 levels of their median, pixels that near to it do not count.
struct PictureMeasurement {
  static let normalSide = 480

  /// Row by row.
  let grey: [UInt8]
  /// Of the grey picture.
  let size: PixelSize
  /// Of the picture as it came.
  let sourceSize: PixelSize

  var score: PictureScore {
    let counted = self.counted
    let values = Histogram(grey, counted)
    guard values.count > 0 else {
      return PictureScore(resolution: resolution, sharpness: 0, exposure: 0, contrast: 0)
    }
    let clipped = values.share(of: 0...5) + values.share(of: 250...255)
    let offBalance = (abs(values.mean - 127) - 48) / 80
    return PictureScore(
      resolution: resolution,
      sharpness: Self.percent(log2(max(sharpness(counted), 1e-9) / 4) / log2(512.0 / 4)),
      exposure: Self.percent((1 - Self.clamped(clipped / 0.4)) * (1 - Self.clamped(offBalance))),
      contrast: Self.percent(Double(values.percentile(0.95) - values.percentile(0.05)) / 150))
  }

  private var resolution: Double {
    let millions = Double(sourceSize.pixels) / 1e6
    return Self.percent(log2(millions / 0.01) / log2(4 / 0.01))
  }

  /// Which pixels are not plain background.
  private var counted: [Bool] {
    let edge = borderIndices
    let median = Histogram(edge.map { grey[$0] }).percentile(0.5)
    func isNear(_ value: UInt8) -> Bool { abs(Int(value) - median) <= 6 }
    let plain = edge.count { isNear(grey[$0]) }
    guard Double(plain) >= 0.8 * Double(edge.count) else { return Array(repeating: true, count: grey.count) }
    return grey.map { !isNear($0) }
  }

  private var borderIndices: [Int] {
    let width = size.width
    let rows = [0, size.height - 1].flatMap { row in (0..<width).map { row * width + $0 } }
    let columns = [0, width - 1].flatMap { column in (0..<size.height).map { $0 * width + column } }
    return rows + columns
  }

  /// Mean square of the Laplacian over counted pixels that have four neighbours.
  private func sharpness(_ counted: [Bool]) -> Double {
    guard size.width > 2, size.height > 2 else { return 0 }
    var sum = 0
    var count = 0
    for row in 1..<(size.height - 1) {
      for index in (row * size.width + 1)..<((row + 1) * size.width - 1) where counted[index] {
        let neighbours =
          Int(grey[index - 1]) + Int(grey[index + 1]) + Int(grey[index - size.width]) + Int(grey[index + size.width])
        let value = 4 * Int(grey[index]) - neighbours
        sum += value * value
        count += 1
      }
    }
    return count == 0 ? 0 : Double(sum) / Double(count)
  }

  private static func clamped(_ value: Double) -> Double { max(0, min(1, value)) }

  /// 0 to 100, to one decimal.
  private static func percent(_ share: Double) -> Double { (clamped(share) * 1000).rounded() / 10 }
}

/// How often each grey value occurs.
private struct Histogram {
  private var counts = [Int](repeating: 0, count: 256)
  private(set) var count = 0

  init(_ values: [UInt8]) {
    for value in values { counts[Int(value)] += 1 }
    count = values.count
  }

  init(_ values: [UInt8], _ counted: [Bool]) {
    for index in values.indices where counted[index] {
      counts[Int(values[index])] += 1
      count += 1
    }
  }

  var mean: Double {
    let sum = counts.indices.reduce(0) { $0 + $1 * counts[$1] }
    return Double(sum) / Double(count)
  }

  func share(of range: ClosedRange<Int>) -> Double {
    Double(counts[range].reduce(0, +)) / Double(count)
  }

  /// The least value that at least `share` of the values do not exceed.
  func percentile(_ share: Double) -> Int {
    var below = 0
    for value in counts.indices {
      below += counts[value]
      if Double(below) >= share * Double(count) { return value }
    }
    return 255
  }
}
