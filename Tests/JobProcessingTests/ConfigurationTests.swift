import Foundation
import JobModel
import Logging
import Spool
import SystemPackage
import Testing

@testable import JobProcessing

@Suite struct ConfigurationTests {
  private let folder = ConfigurationFolder()

  private func read(
    _ yaml: String = "", environment: [String: String] = [:], flags: [(String, String)] = []
  ) throws -> Configuration {
    try folder.write(yaml)
    let reader = ConfigurationReader(
      environment: environment,
      flags: flags.map { ConfigurationReader.Flag(name: "--config \($0.0)", key: $0.0, value: $0.1) },
      machine: MachineFacts(executable: "/usr/bin/rowspool", cores: 4), workingFolder: "/home/anna")
    return try reader.read(spool: folder.path)
  }

  private func problems(_ yaml: String = "", environment: [String: String] = [:]) throws -> String {
    let error = #expect(throws: ConfigurationError.self) { try read(yaml, environment: environment) }
    return try #require(error).description
  }

  // MARK: Values

  @Test func withoutASettingTheDefaultsHold() throws {
    let configuration = try read()
    #expect(configuration.settle == .seconds(2))
    #expect(configuration.settlePolled == .seconds(10))
    #expect(configuration.retryDelays == [.seconds(60), .seconds(300), .seconds(900)])
    #expect(configuration.minimumFree == 536_870_912)
    #expect(configuration.pictureWorkers == 4)
    #expect(configuration.incoming == folder.path.appending("incoming"))
    #expect(
      configuration.templates == [
        folder.path.appending("templates"), folder.path.removingLastComponent().appending("templates"),
        "/usr/share/rowspool/templates",
      ])
  }

  @Test func theFileIsReadInAllItsKinds() throws {
    let configuration = try read(
      """
      # for the office
      incoming: /mnt/share/incoming
      outgoing: ../out
      templates: [/srv/templates, own]
      concurrency: 8
      workflowConcurrency:
        product-photo: 4
      order: fifo
      retryDelays: [250ms, 1m]
      dedupeWhileUnfinished: yes
      ignore: ["*.bak"]
      minimumFree: 2GiB
      language: zh
      logLevel: debug
      badRows: reject
      archive: null
      """)
    #expect(configuration.incoming == "/mnt/share/incoming")
    #expect(configuration.outgoing == folder.path.removingLastComponent().appending("out"))
    #expect(configuration.templates == ["/srv/templates", folder.path.appending("own")])
    #expect(configuration.concurrency == 8)
    #expect(configuration.workflowConcurrency == ["product-photo": 4])
    #expect(configuration.order == .fifo)
    #expect(configuration.retryDelays == [.milliseconds(250), .seconds(60)])
    #expect(configuration.dedupeWhileUnfinished)
    #expect(configuration.ignore == ["*.bak"])
    #expect(configuration.minimumFree == 2 << 30)
    #expect(configuration.description.contains("language: zh  # rowspool.yaml, line 13\n"))
    #expect(configuration.logLevel == .debug)
    #expect(configuration.badRows == .reject)
    #expect(configuration.archive == nil)
  }

  @Test func theEnvironmentStandsAboveTheFileAndFlagsAboveBoth() throws {
    let yaml = "settle: 1s\nconcurrency: 1\nretries: 1\n"
    let configuration = try read(
      yaml, environment: ["ROWSPOOL_CONCURRENCY": "2", "ROWSPOOL_RETRIES": "2", "HOME": "/root"],
      flags: [("retries", "5")])
    #expect(configuration.settle == .seconds(1))
    #expect(configuration.concurrency == 2)
    #expect(configuration.retries == 5)
    #expect(configuration.origins["settle"]?.description == "rowspool.yaml, line 1")
    #expect(configuration.origins["concurrency"]?.description == "ROWSPOOL_CONCURRENCY")
    #expect(configuration.origins["retries"]?.description == "--config retries")
  }

  @Test func listsInTheEnvironmentAreWrittenOnOneLine() throws {
    let configuration = try read(environment: [
      "ROWSPOOL_TEMPLATES": "/a:b", "ROWSPOOL_RETRY_DELAYS": "1s, 2s", "ROWSPOOL_WORKFLOW_CONCURRENCY": "photo=3",
      "ROWSPOOL_SETTLE_POLLED": "7s", "ROWSPOOL_SPOOL": "/elsewhere",
    ])
    #expect(configuration.templates == ["/a", "/home/anna/b"])
    #expect(configuration.retryDelays == [.seconds(1), .seconds(2)])
    #expect(configuration.workflowConcurrency == ["photo": 3])
    #expect(configuration.settlePolled == .seconds(7))
  }

  // MARK: Mistakes

  @Test func anUnknownKeyIsNamedWithItsLineAndTheNearestOne() throws {
    #expect(
      try problems("settle: 1s\nconcurency: 3\n")
        == "rowspool.yaml, line 2: The key 'concurency' is not known. Did you mean 'concurrency'?")
  }

  @Test func anUnknownVariableIsNamedWithTheNearestOne() throws {
    #expect(
      try problems(environment: ["ROWSPOOL_SETLE": "1s"])
        == "ROWSPOOL_SETLE: No setting has this environment variable. Did you mean ROWSPOOL_SETTLE?")
  }

  @Test func everyMistakeIsReportedAtOnce() throws {
    #expect(
      try problems(
        "settle: fast\nminimumFree: 3 lots\nretryDelays: []\n", environment: ["ROWSPOOL_CONCURRENCY": "0"])
          == """
          rowspool.yaml, line 1: 'settle' must be a duration such as 250ms, 2s, 5m or 1h, not 'fast'.
          rowspool.yaml, line 2: 'minimumFree' must be a size such as 512MiB or 2GB, not '3 lots'.
          rowspool.yaml, line 3: 'retryDelays' must be a list of durations such as [1m, 5m, 15m].
          ROWSPOOL_CONCURRENCY: 'concurrency' must be a whole number from 1 to 10000, not '0'.
          """)
  }

  @Test func aFileThatIsNotYAMLIsNamedWithItsLine() throws {
    let text = try problems("settle: 1s\nignore: [a\n")
    #expect(text.hasPrefix("rowspool.yaml, line 3: This is not YAML: "))
    #expect(try problems("settle: 1s\nsettle: 2s\n").contains("The key 'settle' stands here twice."))
    #expect(try problems("- a\n- b\n") == "rowspool.yaml, line 1: The file must hold 'key: value' lines.")
  }

  // MARK: Showing

  @Test func theEffectiveConfigurationIsYAMLWithTheOriginOfEachValue() throws {
    let yaml = "settle: 90s\nworkflowConcurrency: {photo: 2}\nignore: ['*.bak', yes]\n"
    let text = try read(yaml).description
    #expect(text.contains("settle: 90s  # rowspool.yaml, line 1\n"))
    #expect(text.contains("retryDelays: [1m, 5m, 15m]  # default\n"))
    #expect(text.contains("minimumFree: 512MiB  # default\n"))
    let again = try read(text)
    #expect(again.settle == .seconds(90))
    #expect(again.workflowConcurrency == ["photo": 2])
    #expect(again.ignore == ["*.bak", "yes"])
  }

  @Test func aProgramBuiltInItsSourceFolderFindsTheTemplatesThere() {
    let folders = TemplateFolders.defaults(
      spool: "/var/spool/rows", executable: "/home/anna/rowspool/.build/x86_64-unknown-linux-gnu/debug/rowspool")
    #expect(folders.last == "/home/anna/rowspool/templates")
  }
}

/// A folder with a `rowspool.yaml`, gone with the test.
private final class ConfigurationFolder: Sendable {
  let path: FilePath

  init() {
    path = FilePath(FileManager.default.temporaryDirectory.path).appending("configuration-\(UUID().uuidString)")
  }

  func write(_ yaml: String) throws {
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
    let file = path.appending(SpoolLayout.configurationFile).string
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: file))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }
}
