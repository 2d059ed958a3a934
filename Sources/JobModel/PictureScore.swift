import Glibc

/// How good a picture is as a photograph, 0 (useless) to 100.
///
/// `total` is the weighted geometric mean of four parts, so that one very bad part cannot be made up for:
///
///     total = resolution^0.30 · sharpness^0.35 · exposure^0.20 · contrast^0.15      (each part at least 1)
///
/// How the parts are measured is told at `PictureMeasurement` in ImageProcessing, which makes this value.
package struct PictureScore: Hashable, Sendable {
  /// Each 0 to 100.
  package var resolution: Double
  package var sharpness: Double
  package var exposure: Double
  package var contrast: Double

  package init(resolution: Double, sharpness: Double, exposure: Double, contrast: Double) {
    self.resolution = resolution
    self.sharpness = sharpness
    self.exposure = exposure
    self.contrast = contrast
  }

  package var total: Int {
    let parts = [(resolution, 0.30), (sharpness, 0.35), (exposure, 0.20), (contrast, 0.15)]
    let logarithm = parts.reduce(0) { $0 + log(max(1, min(100, $1.0))) * $1.1 }
    // 1 is the least that the mean can be: it means nothing good at all.
    let mean = exp(logarithm)
    return mean < 1.5 ? 0 : Int(mean.rounded())
  }

  package var json: JSONObject {
    [
      "total": .integer(Int64(total)), "resolution": .number(resolution), "sharpness": .number(sharpness),
      "exposure": .number(exposure), "contrast": .number(contrast),
    ]
  }

  package init?(json: JSONObject) {
    guard let resolution = json["resolution"]?.number, let sharpness = json["sharpness"]?.number,
      let exposure = json["exposure"]?.number, let contrast = json["contrast"]?.number
    else { return nil }
    self.init(resolution: resolution, sharpness: sharpness, exposure: exposure, contrast: contrast)
  }
}
