import HTTPTransfer
import JobModel
import Logging
import Results
import Spool
import Workflows

extension Configuration {
  /// Every key there is, in the order in which they are shown.
  static var settings: [ConfigurationSetting] {
    folders + rows + fetching + intake + page + machine
  }

  private static var folders: [ConfigurationSetting] {
    [
      .folder("incoming", \.incoming),
      .folder("control", \.control),
      .folder("outgoing", \.outgoing),
      .folder("rejected", \.rejected),
      .mode("fileMode", \.access.fileMode, most: 0o777),
      .mode("folderMode", \.access.folderMode, most: 0o3777),
      .group("group", \.access.group),
      .folders("templates", \.templates),
      .optionalFolder("archive", \.archive),
    ]
  }

  private static var rows: [ConfigurationSetting] {
    [
      .text("defaultWorkflow", \.defaultWorkflow),
      .integer("concurrency", \.concurrency, 1...10_000),
      .integers("workflowConcurrency", \.workflowConcurrency, 1...10_000),
      .choice("order", \.order, JobOrder.allCases),
      .integer("retries", \.retries, 0...100),
      .durations("retryDelays", \.retryDelays),
      .duration("rowTimeout", \.rowTimeout),
      .choice("badRows", \.badRows, [.skip, .reject]),
      .durations("probeDelays", \.probeDelays),
      .duration("holdAtMost", \.holdAtMost),
    ]
  }

  private static var fetching: [ConfigurationSetting] {
    [
      .hosts("fetchHosts", \.fetching.access.hosts),
      .hosts("fetchPrivateHosts", \.fetching.access.privateHosts),
      .bytes("fetchLargest", \.fetching.largestFile),
      .duration("fetchTimeout", \.fetching.timeout),
    ]
  }

  private static var intake: [ConfigurationSetting] {
    [
      .duration("settle", \.settle),
      .duration("settlePolled", \.settlePolled),
      .duration("pollIncoming", \.pollIncoming),
      .duration("pollControl", \.pollControl),
      .duration("rescan", \.rescan),
      .texts("ignore", \.ignore),
      .duration("dedupeWindow", \.dedupeWindow),
      .boolean("dedupeWhileUnfinished", \.dedupeWhileUnfinished),
      .text("encoding", \.encoding),
    ]
  }

  private static var page: [ConfigurationSetting] {
    [
      .text("web", \.web),
      .choice("webLogin", \.pageAccess.login, PageAccess.Login.allCases),
      .folder("webTokens", \.pageAccess.tokens, wanted: "a file"),
      .texts("webHosts", \.pageAccess.hosts),
      .text("webProxyHeader", \.pageAccess.proxyHeader),
      .networks("webProxies", \.pageAccess.proxies),
      .texts("webAdmins", \.pageAccess.admins),
      .choice("visibility", \.pageAccess.visibility, PageAccess.Visibility.allCases),
      .integer("webRequests", \.pageAccess.requestRate, 10...1_000_000),
      .integer("webConnections", \.pageAccess.connections, 10...100_000),
      .duration("linkLifetime", \.pageAccess.linkLifetime),
    ]
  }

  private static var machine: [ConfigurationSetting] {
    [
      .duration("resultsEvery", \.resultsEvery),
      keepResults,
      language,
      .bytes("uploadLimit", \.uploadLimit),
      .bytes("minimumFree", \.minimumFree),
      .duration("stopGrace", \.stopGrace),
      .integer("pictureWorkers", \.pictureWorkers, 1...1000),
      .integer("picturePixels", \.picturePixels, 1...10_000_000_000),
      .choice("logLevel", \.logLevel, Logger.Level.allCases),
    ]
  }

  private static var keepResults: ConfigurationSetting {
    ConfigurationSetting(key: "keepResults", wanted: "a duration such as 30d, or 'forever'") {
      value, _, configuration in
      if ["forever", "0"].contains(value.text) {
        configuration.keepResults = nil
        return true
      }
      guard let duration = value.text.flatMap(DurationText.read) else { return false }
      configuration.keepResults = duration > .zero ? duration : nil
      return true
    } show: {
      $0.keepResults.map(YAMLText.duration) ?? "forever"
    }
  }

  private static var language: ConfigurationSetting {
    ConfigurationSetting(key: "language", wanted: "en or zh") { value, _, configuration in
      guard let language = value.text.flatMap(Language.init(setting:)) else { return false }
      configuration.language = language
      return true
    } show: {
      $0.language == .english ? "en" : "zh"
    }
  }
}

extension Configuration: CustomStringConvertible {
  /// The effective configuration as YAML, each value with the place it comes from. It holds no secrets.
  package var description: String {
    Self.settings.map { setting in
      let origin = origins[setting.key]?.description ?? "default"
      return "\(setting.key): \(setting.show(self))  # \(origin)"
    }
    .joined(separator: "\n") + "\n"
  }
}
