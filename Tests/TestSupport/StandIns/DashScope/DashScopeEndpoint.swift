/// Where tasks are submitted: each place has its models and its own shape of the result.
enum DashScopeEndpoint: String, CaseIterable, Sendable {
  case text2image, imageGeneration, image2image, outPainting, background, video, image2video

  var path: String {
    switch self {
    case .text2image: "/services/aigc/text2image/image-synthesis"
    case .imageGeneration: "/services/aigc/image-generation/generation"
    case .image2image: "/services/aigc/image2image/image-synthesis"
    case .outPainting: "/services/aigc/image2image/out-painting"
    case .background: "/services/aigc/background-generation/generation"
    case .video: "/services/aigc/video-generation/video-synthesis"
    case .image2video: "/services/aigc/image2video/video-synthesis"
    }
  }

  /// Whether a model is served here.
  func serves(_ model: String) -> Bool {
    let beginnings: [String] =
      switch self {
      case .text2image: ["wanx-v1", "wanx2", "wan2", "qwen-image", "flux", "stable-diffusion"]
      case .imageGeneration: ["wan2"]
      case .image2image: ["wanx2.1-imageedit", "wan2.5-i2i", "qwen-mt-image"]
      case .outPainting: ["image-out-painting"]
      case .background: ["wanx-background-generation"]
      case .video: ["wanx2", "wan2"]
      case .image2video: ["wanx2", "wan2"]
      }
    return beginnings.contains { model.hasPrefix($0) } && !model.contains("gone")
  }
}
