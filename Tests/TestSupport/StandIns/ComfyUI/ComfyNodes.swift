/// The nodes that this ComfyUI has: those of common workflows, with the inputs that they have in ComfyUI's `nodes.py`.
enum ComfyNodes {
  static let all: [String: ComfyNode] = Dictionary(
    uniqueKeysWithValues: (loading + sampling + changing + saving).map { ($0.name, $0) })

  private static let models = ["sd_xl_base_1.0.safetensors", "v1-5-pruned-emaonly-fp16.safetensors"]
  private static let side = ComfyNode.Input.int(16...16_384)
  private static let upscaleMethods = ComfyNode.Input.choice([
    "nearest-exact", "bilinear", "area", "bicubic", "lanczos",
  ])

  private static let loading = [
    ComfyNode(
      name: "CheckpointLoaderSimple", inputs: [("ckpt_name", .choice(models))], outputs: ["MODEL", "CLIP", "VAE"]),
    ComfyNode(
      name: "UpscaleModelLoader", inputs: [("model_name", .choice(["RealESRGAN_x4plus.pth"]))],
      outputs: ["UPSCALE_MODEL"]),
    ComfyNode(name: "LoadImage", inputs: [("image", .uploadedImage)], outputs: ["IMAGE", "MASK"]),
    ComfyNode(
      name: "LoadImageMask",
      inputs: [("image", .uploadedImage), ("channel", .choice(["alpha", "red", "green", "blue"]))], outputs: ["MASK"]),
  ]

  private static let sampling = [
    ComfyNode(name: "CLIPTextEncode", inputs: [("text", .string), ("clip", .link("CLIP"))], outputs: ["CONDITIONING"]),
    ComfyNode(
      name: "EmptyLatentImage", inputs: [("width", side), ("height", side), ("batch_size", .int(1...4_096))],
      outputs: ["LATENT"]),
    ComfyNode(
      name: "KSampler",
      inputs: [
        ("model", .link("MODEL")), ("seed", .int(0...18_446_744_073_709_551_616)), ("steps", .int(1...10_000)),
        ("cfg", .float(0...100)), ("sampler_name", .choice(["euler", "euler_ancestral", "dpmpp_2m", "dpmpp_2m_sde"])),
        ("scheduler", .choice(["normal", "karras", "simple", "beta"])), ("positive", .link("CONDITIONING")),
        ("negative", .link("CONDITIONING")), ("latent_image", .link("LATENT")), ("denoise", .float(0...1)),
      ], outputs: ["LATENT"]),
    ComfyNode(name: "VAEDecode", inputs: [("samples", .link("LATENT")), ("vae", .link("VAE"))], outputs: ["IMAGE"]),
    ComfyNode(name: "VAEEncode", inputs: [("pixels", .link("IMAGE")), ("vae", .link("VAE"))], outputs: ["LATENT"]),
    ComfyNode(
      name: "VAEEncodeForInpaint",
      inputs: [
        ("pixels", .link("IMAGE")), ("vae", .link("VAE")), ("mask", .link("MASK")), ("grow_mask_by", .int(0...64)),
      ], outputs: ["LATENT"]),
  ]

  private static let changing = [
    ComfyNode(
      name: "ImageScale",
      inputs: [
        ("image", .link("IMAGE")), ("upscale_method", upscaleMethods), ("width", .int(0...16_384)),
        ("height", .int(0...16_384)), ("crop", .choice(["disabled", "center"])),
      ], outputs: ["IMAGE"]),
    ComfyNode(
      name: "ImageScaleBy",
      inputs: [("image", .link("IMAGE")), ("upscale_method", upscaleMethods), ("scale_by", .float(0.01...8))],
      outputs: ["IMAGE"]),
    ComfyNode(
      name: "ImageScaleToTotalPixels",
      inputs: [("image", .link("IMAGE")), ("upscale_method", upscaleMethods), ("megapixels", .float(0.01...16))],
      outputs: ["IMAGE"]),
    ComfyNode(
      name: "ImageUpscaleWithModel", inputs: [("upscale_model", .link("UPSCALE_MODEL")), ("image", .link("IMAGE"))],
      outputs: ["IMAGE"]),
    ComfyNode(
      name: "ImagePadForOutpaint",
      inputs: [
        ("image", .link("IMAGE")), ("left", .int(0...16_384)), ("top", .int(0...16_384)), ("right", .int(0...16_384)),
        ("bottom", .int(0...16_384)), ("feathering", .int(0...16_384)),
      ], outputs: ["IMAGE", "MASK"]),
    ComfyNode(
      name: "JoinImageWithAlpha", inputs: [("image", .link("IMAGE")), ("alpha", .link("MASK"))], outputs: ["IMAGE"]),
    ComfyNode(
      name: "RMBG",
      inputs: [("image", .link("IMAGE")), ("model", .choice(["RMBG-2.0", "INSPYRENET", "BEN", "BEN2"]))],
      optional: [
        ("sensitivity", .float(0...1)), ("process_res", .int(256...2_048)), ("mask_blur", .int(0...64)),
        ("mask_offset", .int(-64...64)), ("invert_output", .boolean), ("refine_foreground", .boolean),
        ("background", .choice(["Alpha", "Color"])), ("background_color", .colour),
      ], outputs: ["IMAGE", "MASK", "IMAGE"]),
  ]

  private static let saving = [
    ComfyNode(
      name: "SaveImage", inputs: [("images", .link("IMAGE")), ("filename_prefix", .string)], outputs: [],
      isOutput: true),
    ComfyNode(name: "PreviewImage", inputs: [("images", .link("IMAGE"))], outputs: [], isOutput: true),
    ComfyNode(name: "PreviewAny", inputs: [("source", .link("*"))], outputs: [], isOutput: true),
    ComfyNode(
      name: "VHS_VideoCombine",
      inputs: [("images", .link("IMAGE")), ("frame_rate", .float(1...120)), ("filename_prefix", .string)],
      outputs: ["VHS_FILENAMES"], isOutput: true),
  ]
}
