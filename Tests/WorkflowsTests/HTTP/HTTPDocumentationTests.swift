import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import Workflows

/// The examples of `docs/recipes.md`, word for word, by the real client against the stand-in services.
@Suite struct HTTPDocumentationTests {
  /// An example, and what it is tried with.
  struct Example: Sendable, CustomTestStringConvertible {
    var title: String
    var base: String
    var values: JSONObject = [:]
    /// File columns that get a picture.
    var pictures: [String] = []
    /// Endings of the files that come.
    var files: [String] = []
    var outputs: [String] = []
    /// The path whose calls are counted, and how often it is called.
    var path: String

    var testDescription: String { title }
  }

  static let examples = [
    Example(
      title: "OpenAI: pictures from text", base: "openai/v1",
      values: ["model": "gpt-image-2", "prompt": "a cup", "size": "1024x1024", "quality": "low"], files: ["png"],
      outputs: ["tokens"], path: "/images/generations"),
    Example(
      title: "OpenAI: editing pictures, with a mask", base: "openai/v1",
      values: ["model": "gpt-image-2", "prompt": "a cup", "size": "1024x1024"], pictures: ["image", "second"],
      files: ["png"], path: "/images/edits"),
    Example(
      title: "OpenAI and compatible servers: text", base: "openai/v1",
      values: ["model": "gpt-4.1-mini", "prompt": "hello"], pictures: ["image"], outputs: ["text", "finish", "tokens"],
      path: "/chat/completions"),
    Example(
      title: "OpenAI and compatible gateways: videos", base: "openai/v1",
      values: ["model": "sora-2", "prompt": "waves", "seconds": "4", "size": "1280x720"], files: ["mp4"],
      path: "/videos"),
    Example(
      title: "Gemini: pictures", base: "gemini/v1beta",
      values: ["model": "gemini-3.1-flash-image", "prompt": "a cup", "ratio": "1:1"], pictures: ["image"],
      files: ["png"], outputs: ["tokens"], path: "*generateContent"),
    Example(
      title: "DashScope: answers at once", base: "dashscope/api/v1",
      values: ["model": "qwen-image-edit-plus", "prompt": "white background", "size": "1024*1024"],
      pictures: ["image"], files: ["png"], path: "*multimodal-generation/generation"),
    Example(
      title: "DashScope: tasks, with pictures of the row", base: "dashscope/api/v1",
      values: ["model": "wanx2.1-imageedit", "prompt": "a cup", "function": "description_edit", "n": 2],
      pictures: ["image"], files: ["png", "png"], outputs: ["images"], path: "*image-synthesis"),
    Example(
      title: "ComfyUI", base: "comfyui", values: ["prompt": "a cup", "seed": 7], pictures: ["image"], files: ["png"],
      path: "/prompt"),
    Example(
      title: "Any service that takes JSON (webhook)", base: "web", values: ["path": "hook/a", "sku": "猫-1"],
      outputs: ["status", "answer"], path: "/hook/a"),
  ]

  @Test(arguments: examples) func examplesRunAgainstTheStandIns(_ example: Example) async throws {
    let services = try await StandInProcess.shared.get()
    let folder = try TemporaryFolder()
    try folder.write(Self.graph, to: "graph.json")
    var bench = try Bench(example.values)
    for name in example.pictures {
      let bytes = TestPicture.png(width: 512, height: 512, red: 90, green: 20, blue: 160)
      try FileManager.default.createDirectory(atPath: bench.job.string, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: bench.job.appending("\(name).png").string))
      bench.history.values[name] = .string("\(name).png")
    }
    let workflow = try Self.workflow(Self.block(of: example.title), folder: folder.path)
    let client = HTTPClient()
    defer { client.shutDown() }
    let step = Self.step(bench, client, base: services.url(example.base))
    let before = try await Self.count(example, services)
    let ending = await WorkflowRunner(workflow, executors: ["http": step], options: bench.options)
      .run(try bench.attempt(), journal: bench.journal)
    #expect(ending.failure == nil)
    #expect(ending.files.map { $0.name.split(separator: ".").last.map(String.init) } == example.files)
    for output in example.outputs { #expect(ending.outputs[output] != nil) }
    #expect(try await Self.count(example, services) == before + 1)
  }

  @Test func everyExampleIsARecipe() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.graph, to: "graph.json")
    let titles = try Self.sections().filter { $0.text.contains("```yaml\nhttp:") }.map(\.title)
    #expect(Set(titles).isSuperset(of: Self.examples.map(\.title)))
    for title in titles { _ = try Self.workflow(Self.block(of: title), folder: folder.path) }
  }

  // MARK: The document

  static func sections() throws -> [(title: String, text: String)] {
    let file = Samples.templates.removingLastComponent().appending("docs/recipes.md")
    let text = try String(contentsOfFile: file.string, encoding: .utf8)
    return text.components(separatedBy: "\n### ").dropFirst().map { section in
      let lines = section.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(lines[0]), lines.count > 1 ? String(lines[1]) : "")
    }
  }

  /// The first example of a section.
  static func block(of title: String) throws -> String {
    let section = try #require(try sections().first { $0.title == title })
    let parts = section.text.components(separatedBy: "```")
    return String(try #require(parts.first { $0.hasPrefix("yaml\nhttp:") }).dropFirst("yaml\n".count))
  }

  static func workflow(_ block: String, folder: FilePath) throws -> WorkflowDefinition {
    let lines = block.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    let texts = ["prompt", "model", "size", "quality", "instructions", "seconds", "ratio", "negative", "function"]
    let columns =
      (texts + ["sku", "title", "path"]).map { "  - {name: \($0), type: text}" }
      + ["n", "seed"].map { "  - {name: \($0), type: integer}" }
      + ["image", "second", "mask"].map { "  - {name: \($0), type: image}" }
    return try Samples.workflow(
      "columns:\n\(columns.joined(separator: "\n"))\nsteps:\n  - name: ask\n\(lines)\n", folder: folder)
  }

  static let graph = """
    {"1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd_xl_base_1.0.safetensors"}},
     "2": {"class_type": "LoadImage", "inputs": {"image": "example.png"}, "_meta": {"title": "Load Image"}},
     "4": {"class_type": "VAEEncode", "inputs": {"pixels": ["2", 0], "vae": ["1", 2]}},
     "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["1", 1]}},
     "5": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["1", 1]}},
     "7": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "cfg": 6.0, "sampler_name": "euler",
       "scheduler": "normal", "denoise": 0.5, "model": ["1", 0], "positive": ["6", 0], "negative": ["5", 0],
       "latent_image": ["4", 0]}, "_meta": {"title": "KSampler"}},
     "8": {"class_type": "VAEDecode", "inputs": {"samples": ["7", 0], "vae": ["1", 2]}},
     "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "x", "images": ["8", 0]}}}
    """

  // MARK: The services

  private static func step(_ bench: Bench, _ client: HTTPClient, base: String) -> HTTPStep {
    let hosts = Set(["127.0.0.1"].compactMap { HTTPHostPattern($0) })
    let key =
      base.contains("gemini") ? HTTPHeader("x-goog-api-key", "test-key-1") : .init("Authorization", "Bearer test-key-1")
    var resources = bench.resources(pictures: FakeService { _ in [:] })
    resources.http = client
    resources.services = SameService(
      access: ServiceAccess(
        name: "stand-in", baseURL: base, headers: base.contains("comfyui") ? [] : [key],
        access: HTTPAccess(hosts: hosts, privateHosts: hosts), backEnd: BackEndID(service: "s", endpoint: base)))
    var clock = HTTPClock()
    // The stand-ins' work takes a fraction of a second.
    clock.sleep = { try await Task.sleep(for: $0 / 20) }
    return HTTPStep(resources: resources, clock: clock)
  }

  private static func count(_ example: Example, _ services: StandIns) async throws -> Int {
    let name = String(example.base.prefix { $0 != "/" })
    return try await services.calls(service: name, path: example.path, method: "POST").count
  }
}

/// One process of stand-ins for all tests of the suite.
actor StandInProcess {
  static let shared = StandInProcess()

  private var started: StandIns?

  func get() async throws -> StandIns {
    if let started { return started }
    let new = try await StandIns.start()
    // Another test may have been faster.
    if let started {
      new.stop()
      return started
    }
    started = new
    return new
  }
}
