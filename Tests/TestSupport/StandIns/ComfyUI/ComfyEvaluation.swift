import JobModel

/// What a workflow makes: walks back from an output and finds out its size and what it is a picture of.
struct ComfyEvaluation {
  let graph: ComfyGraph
  /// The bytes of an uploaded picture.
  let uploaded: (String) -> [UInt8]?

  struct Value {
    var width = 512
    var height = 512
    /// What the colour is made from.
    var mark = ""
    var count = 1
    var isTransparent = false
  }

  func value(of id: String) -> Value {
    let inputs = graph.inputs(id)
    let number = { (name: String) in inputs[name]?.number ?? 0 }
    switch graph.kind(id)?.name {
    case "EmptyLatentImage":
      return Value(
        width: Int(number("width")), height: Int(number("height")), count: max(1, Int(number("batch_size"))))
    case "LoadImage", "LoadImageMask":
      guard let bytes = uploaded(inputs["image"]?.plainText ?? ""), let seen = SeenPicture(bytes) else {
        return Value()
      }
      return Value(width: seen.width, height: seen.height, mark: "picture \(CRC32.of(bytes))")
    case "CLIPTextEncode": return Value(mark: inputs["text"]?.plainText ?? "")
    case "KSampler":
      var value = value("latent_image", inputs)
      value.mark = self.value("positive", inputs).mark
      return value
    case let kind?:
      return changed(value(firstOf: ["image", "images", "samples", "pixels", "source"], inputs), kind, number)
    case nil: return Value()
    }
  }

  private func value(_ name: String, _ inputs: JSONObject) -> Value {
    guard let link = inputs[name].flatMap(ComfyGraph.link) else { return Value() }
    return value(of: link.node)
  }

  private func value(firstOf names: [String], _ inputs: JSONObject) -> Value {
    names.first { inputs[$0] != nil }.map { value($0, inputs) } ?? Value()
  }

  private func changed(_ value: Value, _ kind: String, _ number: (String) -> Double) -> Value {
    var value = value
    switch kind {
    case "ImageScale": (value.width, value.height) = (Int(number("width")), Int(number("height")))
    case "ImageScaleBy": value.scale(by: number("scale_by"))
    case "ImageScaleToTotalPixels":
      value.scale(by: (number("megapixels") * 1_048_576 / Double(value.width * value.height)).squareRoot())
    case "ImageUpscaleWithModel": value.scale(by: 4)
    case "ImagePadForOutpaint":
      value.width += Int(number("left") + number("right"))
      value.height += Int(number("top") + number("bottom"))
    case "JoinImageWithAlpha", "RMBG": value.isTransparent = true
    default: break
    }
    return value
  }
}

extension ComfyEvaluation.Value {
  fileprivate mutating func scale(by factor: Double) {
    width = max(1, Int((Double(width) * factor).rounded()))
    height = max(1, Int((Double(height) * factor).rounded()))
  }

  /// The picture at a place of a batch.
  func picture(_ index: Int) -> MadePicture {
    var picture = MadePicture(prompt: index == 0 ? mark : "\(mark)#\(index)", width: width, height: height)
    picture.isTransparent = isTransparent
    return picture
  }
}
