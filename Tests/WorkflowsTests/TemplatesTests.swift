import Foundation
import JobModel
import SystemPackage
import Testing

@testable import Workflows

/// The workflows that come with rowspool.
@Suite struct TemplatesTests {
  private static let library = WorkflowLibrary(searchPath: [Samples.templates])
  /// Those that pay no model for what they do, or do not generate anything.
  private static let withoutModel: Set<String> = [
    "dify", "local-command", "product-photo", "read-text", "web-page", "webhook",
  ]

  static let names = library.names()

  private func definition(_ name: String) throws -> WorkflowDefinition {
    try #require(try Self.library.load(name))
  }

  private func isWhole(_ titles: Titles) -> Bool {
    titles.english?.isEmpty == false && titles.chinese?.isEmpty == false
  }

  @Test func everyOperationThatPeopleAskForIsThere() {
    let wanted = [
      "comfyui", "dashscope-video", "enhance-picture", "expand-picture", "gemini-image", "image-to-image",
      "image-to-video", "openai-chat", "openai-image", "openai-image-edit", "openai-video", "photo-studio",
      "qwen-image", "qwen-image-edit", "read-text", "replace-background", "text-to-image", "text-to-video",
      "upscale-picture", "wanx-background", "wanx-image", "wanx-image-edit", "web-page", "webhook",
    ]
    #expect(Set(wanted).isSubset(of: Self.names))
  }

  @Test(arguments: names)
  func speaksEnglishAndChinese(_ name: String) throws {
    let definition = try definition(name)
    #expect(isWhole(definition.titles) && isWhole(definition.description))
    for column in definition.columns {
      #expect(isWhole(column.titles), "\(column.name)")
      #expect(column.help == Titles() || isWhole(column.help), "\(column.name)")
    }
    for result in definition.results { #expect(isWhole(result.titles), "\(result.name)") }
    #expect(!definition.results.isEmpty)
  }

  @Test(arguments: names)
  func presetsLoadAndFit(_ name: String) throws {
    let definition = try definition(name)
    for preset in Self.library.presetNames(of: definition) {
      let preset = try #require(try Self.library.preset(preset, of: definition))
      #expect(isWhole(preset.titles), "\(preset.name)")
      _ = try definition.merged(preset: preset)
    }
  }

  @Test(arguments: names)
  func callsOnlyServicesThatAreDescribed(_ name: String) throws {
    let definition = try definition(name)
    let services = ServiceDirectory(searchPath: [Samples.templates])
    for step in definition.remoteSteps {
      guard let service = step.service else {
        #expect(!definition.services.hosts.isEmpty, "\(step.step)")
        continue
      }
      _ = try services.definition(of: service, for: definition)
    }
  }

  @Test(arguments: names.filter { !withoutModel.contains($0) })
  func theModelIsAChoiceThatTakesOthers(_ name: String) throws {
    let model = try #require(try definition(name).column(named: "model"))
    #expect(model.type == .choice && model.takesOtherChoices && model.default != nil)
  }

  @Test(arguments: names)
  func comesWithSamplesAndAShortReadMe(_ name: String) throws {
    let folder = try #require(try definition(name).folder)
    if name != "local-command" {
      let samples = try FileManager.default.contentsOfDirectory(atPath: folder.appending("samples").string)
      #expect(samples.contains { $0.hasSuffix(".xlsx") || $0.hasSuffix(".csv") })
    }
    let readMe = try String(contentsOfFile: folder.appending("README.md").string, encoding: .utf8)
    #expect(readMe.split(separator: "\n", omittingEmptySubsequences: false).count <= 45)
    #expect(readMe.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }

  @Test(arguments: [
    ("openai", "insufficient_quota", "quota"), ("openai", "rate_limit_exceeded", nil),
    ("openai", "project_spend_limit_exceeded", "quota"), ("openai", "moderation_blocked", "blocked"),
    ("dashscope", "DataInspectionFailed", "blocked"), ("dashscope", "InvalidParameter.DataInspection", "blocked"),
    ("dashscope", "Arrearage", "quota"), ("dashscope", "PostpaidBillOverdue", "quota"),
    ("dashscope", "Throttling.RateQuota", "throttled"), ("dashscope", "InternalError.Timeout", "transient"),
    ("dashscope-intl", "InvalidParameter", nil), ("gemini", "API_KEY_INVALID", "auth"),
  ])
  func theServicesOwnCodesMeanWhatTheyShould(_ service: String, _ code: String, _ meaning: String?) throws {
    let services = ServiceDirectory(searchPath: [Samples.templates])
    let rules = try services.definition(of: service, for: try definition("openai-image")).errors
    let rule = rules.first { $0.messages == nil && $0.values?.contains { $0.matches(code) } == true }
    let found: String? = if case .failure(let kind)? = rule?.meaning { kind.rawValue } else { nil }
    #expect(found == meaning)
  }
}
