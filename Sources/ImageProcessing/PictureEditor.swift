import Glibc
package import JobModel
import Synchronization

/// Looks at pictures and makes new ones.
///
/// Every method blocks until it is done; call it on a thread of your own. `ImageLibrary.start` comes first.
package struct PictureEditor: Sendable {
  /// The most pixels of a picture that is read: 200 million.
  package var mostPixels = 200_000_000

  package init() {}

  /// libvips keeps what went wrong for the whole process: of two requests at once one would clear the other's words.
  private static let oneAtATime = Mutex(())

  /// Carries a request out. What goes wrong is in the reply.
  package func reply(to request: PictureRequest) -> PictureReply {
    let name = request.displayName
    do throws(PictureError) {
      switch request.work {
      case .probe: return .probed(try probe(request.input, name: name))
      case .apply(let recipe, let output):
        return .made(try apply(recipe, to: request.input, output: output, name: name))
      case .thumbnail(let output, let box):
        return .made(try makeThumbnail(of: request.input, output: output, box: box, name: name))
      }
    } catch {
      return .failed(error.failure)
    }
  }

  /// Reads a picture's header; no pixel is decoded.
  package func probe(_ path: String, name: String) throws(PictureError) -> PictureFacts {
    try Self.oneAtATime.withLock { _ throws(PictureError) in
      try PictureFile(path, name: name, mostPixels: mostPixels).facts
    }
  }

  /// Makes a new picture by a recipe.
  ///
  /// - Parameters:
  ///   - output: the new file's path. It is not synced; after a failure what is in it is worthless.
  ///   - name: what messages call the picture.
  package func apply(
    _ recipe: PictureRecipe, to path: String, output: String, name: String
  ) throws(PictureError) -> MadePicture {
    try Self.oneAtATime.withLock { _ throws(PictureError) in
      let file = try PictureFile(path, name: name, mostPixels: mostPixels)
      do throws(PictureError) {
        return try make(recipe, of: file, output: output)
      } catch {
        throw file.explained(error)
      }
    }
  }

  /// Makes a JPEG on white, as large as goes into a square of `box` pixels; a smaller picture keeps its size.
  package func makeThumbnail(
    of path: String, output: String, box: Int, name: String
  ) throws(PictureError) -> MadePicture {
    var recipe = PictureRecipe(
      operations: [.resize(PictureResize(.fit, PixelSize(width: box, height: box)))], format: .jpeg)
    recipe.quality = 80
    return try apply(recipe, to: path, output: output, name: name)
  }

  private func make(
    _ recipe: PictureRecipe, of file: PictureFile, output: String
  ) throws(PictureError) -> MadePicture {
    let plan = try PicturePlan(recipe, source: file.facts.size, name: file.name)
    let format = recipe.format ?? file.facts.format.kept
    try check(plan.size, fits: format, file.name)
    let score = recipe.score ? try score(of: file) : nil
    var picture = try file.load(at: plan.loadSize)
    for step in plan.steps { picture = try carryOut(step, on: picture, file.name) }
    if !format.keepsTransparency || recipe.background?.isTransparent == false {
      picture = try PictureError.naming(file.name) { () throws(VipsError) in
        try picture.flattened(onto: (recipe.background ?? .white).visible)
      }
    }
    let options = SavingOptions(
      format: format, quality: recipe.quality ?? format.defaultQuality ?? 0, stripMetadata: recipe.stripMetadata)
    let bytes = try PictureOutput(path: output, name: file.name).write(picture, options, atMost: recipe.maximumBytes)
    var made = MadePicture(format: format, size: picture.size, bytes: bytes)
    made.score = score
    made.notes = notes(on: file, recipe, format)
    return made
  }

  private func notes(on file: PictureFile, _ recipe: PictureRecipe, _ format: PictureFormat) -> [PictureNote] {
    var notes: [PictureNote] = []
    if file.facts.pages > 1 { notes.append(.firstPageOnly(file.name, file.facts.pages)) }
    if !format.keepsTransparency, recipe.background?.isTransparent == true { notes.append(.noTransparency(format)) }
    return notes
  }

  private func check(_ size: PixelSize, fits format: PictureFormat, _ name: String) throws(PictureError) {
    guard max(size.width, size.height) > format.greatestSide else { return }
    throw PictureError(
      .invalid, "picture-too-large",
      """
      “\(name)” would become \(size) pixels; \(format.displayName) holds at most \(format.greatestSide) a side. \
      Ask for a smaller result or for another format.
      """)
  }

  private func score(of file: PictureFile) throws(PictureError) -> PictureScore {
    let source = file.facts.size
    let factor = min(1, Double(PictureMeasurement.normalSide) / Double(max(source.width, source.height)))
    let size = PixelSize(
      width: max(1, Int(Double(source.width) * factor)), height: max(1, Int(Double(source.height) * factor)))
    let picture = try file.load(at: size)
    return try PictureError.naming(file.name) { () throws(VipsError) in
      let grey = try picture.flattened(onto: .white).greyBytes()
      return PictureMeasurement(grey: grey, size: size, sourceSize: source).score
    }
  }

  private func carryOut(
    _ step: PicturePlan.Step, on picture: VipsPicture, _ name: String
  ) throws(PictureError) -> VipsPicture {
    if case .mark(let watermark) = step { return try mark(picture, watermark, name) }
    return try PictureError.naming(name) { () throws(VipsError) in
      switch step {
      case .scale(let size): try picture.scaled(to: size)
      case .cut(let area): try picture.cut(area)
      case .lay(let area, let colour): try picture.laid(onCanvas: area, of: colour)
      case .flatten(let colour): try picture.flattened(onto: colour)
      case .mark: picture
      }
    }
  }

  private func mark(
    _ picture: VipsPicture, _ watermark: PictureWatermark, _ name: String
  ) throws(PictureError) -> VipsPicture {
    let drawing = WatermarkDrawing(watermark: watermark, canvas: picture.size)
    let layers: [WatermarkDrawing.Layer]
    switch watermark.mark {
    case .text(let text):
      layers = try PictureError.naming(name) { () throws(VipsError) in try drawing.layers(text: text) }
    case .picture(let path):
      let markName = path.split(separator: "/").last.map(String.init) ?? path
      let file = try PictureFile(path, name: markName, mostPixels: mostPixels)
      layers = [
        try drawing.layer(
          picture: file.facts.size, load: { (size) throws(PictureError) in try file.load(at: size) }, name: markName)
      ]
    }
    return try PictureError.naming(name) { () throws(VipsError) in
      var result = picture
      for layer in layers { result = try result.overlaid(with: layer.picture, left: layer.left, top: layer.top) }
      return result
    }
  }
}

extension PictureNote {
  static func firstPageOnly(_ name: String, _ pages: Int) -> PictureNote {
    PictureNote(
      code: "picture-first-page", message: "“\(name)” holds \(pages) pictures; only the first was used.")
  }

  static func noTransparency(_ format: PictureFormat) -> PictureNote {
    PictureNote(
      code: "picture-not-transparent",
      message: "\(format.displayName) cannot be transparent, so the background became white. Use PNG or WebP instead.")
  }
}
