import JobModel

/// What is made of a picture that is sent along.
extension DashScopeStandIn {
  /// `wanx2.1-imageedit`, `wan2.5-i2i-preview`, `qwen-mt-image`.
  func changed(_ order: DashScopeOrder, _ behaviour: String?) throws -> DashScopeTask.Ending {
    try checkCount(order)
    if order.model.hasPrefix("qwen-mt-image") {
      try require(["image_url", "source_lang", "target_lang"], order)
      let source = try picture(order.input["image_url"]?.string ?? "", sides: 15...8_192)
      let made = MadePicture(prompt: source.mark, width: source.width, height: source.height)
      return .picture(name: "image_url", DashScopeResult(picture: made))
    }
    try require(["prompt"], order)
    guard order.model.hasPrefix("wan2.5-i2i") else { return try edited(order, behaviour) }
    let links = (order.input["images"]?.array ?? []).compactMap(\.string)
    guard (1...3).contains(links.count) else { throw DashScopeFailure.invalid("images must have 1 to 3 urls.") }
    let sources = try links.map { try picture($0, sides: 384...5_000) }
    let (width, height) =
      order.parameters["size"] == nil ? (sources[0].width, sources[0].height) : (order.width, order.height)
    return results(order, mark: order.prompt, width: width, height: height, behaviour)
  }

  private static let functions: Set<String> = [
    "stylization_all", "stylization_local", "description_edit", "description_edit_with_mask", "remove_watermark",
    "expand", "super_resolution", "colorization", "doodle", "control_cartoon_feature",
  ]

  private func edited(_ order: DashScopeOrder, _ behaviour: String?) throws -> DashScopeTask.Ending {
    try require(["function", "base_image_url"], order)
    let function = order.input["function"]?.string ?? ""
    guard Self.functions.contains(function) else {
      throw DashScopeFailure.invalid("function '\(function)' is invalid.")
    }
    let factor = try DashScopeOrder.number("upscale_factor", of: order.parameters, in: 1...4) ?? 1
    _ = try DashScopeOrder.factor("strength", of: order.parameters, in: 0...1)
    let scales = try ["left_scale", "right_scale", "top_scale", "bottom_scale"].map {
      try DashScopeOrder.factor($0, of: order.parameters, in: 1...2)
    }
    if function == "description_edit_with_mask" { try require(["mask_image_url"], order) }
    let source = try picture(order.input["base_image_url"]?.string ?? "", sides: 512...4_096)
    if function == "description_edit_with_mask" {
      let mask = try picture(order.input["mask_image_url"]?.string ?? "", sides: 512...4_096)
      guard mask.width == source.width, mask.height == source.height else {
        throw DashScopePicture.Unusable(
          code: "InvalidParameter", message: "The mask must have the same size as the image.")
      }
    }
    var (width, height) = (source.width, source.height)
    if function == "super_resolution" { (width, height) = (width * factor, height * factor) }
    if function == "expand" {
      width = Int((Double(width) * (scales[0] + scales[1] - 1)).rounded())
      height = Int((Double(height) * (scales[2] + scales[3] - 1)).rounded())
    }
    return results(order, mark: order.prompt, width: width, height: height, behaviour)
  }

  func expanded(_ order: DashScopeOrder) throws -> DashScopeTask.Ending {
    try require(["image_url"], order)
    let expansion = try DashScopeExpansion(order.parameters)
    let source = try picture(order.input["image_url"]?.string ?? "", sides: 512...4_096)
    let (width, height) = expansion.size(of: source)
    let made = MadePicture(prompt: source.mark, width: width, height: height)
    return .picture(name: "output_image_url", DashScopeResult(picture: made))
  }

  func background(_ order: DashScopeOrder, _ behaviour: String?) throws -> DashScopeTask.Ending {
    try require(["base_image_url"], order)
    try checkCount(order)
    let prompt = order.input["ref_prompt"]?.string ?? order.input["ref_image_url"]?.string ?? ""
    guard !prompt.isEmpty else { throw DashScopeFailure.invalid("ref_prompt or ref_image_url is required.") }
    _ = try DashScopeOrder.number("noise_level", of: order.parameters, in: 0...999)
    _ = try DashScopeOrder.factor("ref_prompt_weight", of: order.parameters, in: 0...1)
    let source = try picture(order.input["base_image_url"]?.string ?? "", sides: 64...4_096)
    guard source.seen?.hasAlpha != false else {
      throw DashScopePicture.Unusable(
        code: "InvalidParameter", message: "The base image must be an RGBA picture with a transparent background.")
    }
    return results(order, mark: prompt, width: source.width, height: source.height, behaviour)
  }
}
