import Foundation
import Glibc
package import JobModel
package import SystemPackage

/// A real Chromium without a window, as a person would use it: opens pages, clicks, types, drops files.
///
/// Everything that is looked for is waited for; what does not come names what was waited for.
package final class Browser: Sendable {
  package struct Options: Sendable {
    /// As browsers ask for pages: `en`, `zh-CN`.
    package var language = "en"
    package var width = 1280
    package var height = 1600
    package var isDark = false

    package init() {}
  }

  let driver: WebDriver
  private let temporary: TemporaryFolder
  /// Where downloads go.
  package var downloads: FilePath { temporary.path.appending("downloads") }
  /// The file is left there for whoever looks into a failure.
  private static let evidenceFolder = FilePath(NSTemporaryDirectory()).appending("rowspool-browser")

  package init(_ options: Options = Options()) async throws {
    temporary = try TemporaryFolder()
    try temporary.path.appending("downloads").makeFolders()
    let arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-extensions", "--hide-scrollbars", "--lang=\(options.language)",
      "--window-size=\(options.width),\(options.height)",
      "--user-data-dir=\(temporary.path.appending("profile"))",
    ]
    let preferences: JSONObject = [
      "intl.accept_languages": .string(options.language),
      "download.default_directory": .string(temporary.path.appending("downloads").string),
      "download.prompt_for_download": false,
    ]
    driver = try await WebDriver(
      options: [
        "binary": "/usr/bin/chromium", "args": .array(arguments.map(JSONValue.string)), "prefs": .object(preferences),
      ], folder: temporary.path)
    _ = try await driver.post("/timeouts", ["script": 30_000, "pageLoad": 60_000, "implicit": 0])
    try await setSize(width: options.width, height: options.height)
    if options.isDark { try await setDark(true) }
  }

  /// Uses a browser, and ends it. An error comes with what the page looked like.
  package static func use<Value>(
    _ options: Options = Options(), _ body: (Browser) async throws -> Value
  ) async throws -> Value {
    let browser = try await Browser(options)
    do {
      let value = try await body(browser)
      await browser.driver.quit()
      return value
    } catch {
      let evidence = await browser.evidence()
      await browser.driver.quit()
      throw WaitedInVain(description: "\(error)\n\(evidence)")
    }
  }

  deinit {
    // A driver that was cut off leaves its browser behind. What has our own profile's path in its arguments is ours.
    let profile = temporary.path.appending("profile").string
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let id = Int32(name), let arguments = try? FilePath("/proc/\(name)/cmdline").text(),
        arguments.contains(profile)
      else { continue }
      kill(id, SIGKILL)
    }
  }

  // MARK: Pages

  package func open(_ address: String) async throws {
    _ = try await driver.post("/url", ["url": .string(address)])
  }

  package func reload() async throws { _ = try await driver.post("/refresh") }

  package var address: String {
    get async throws { try await driver.get("/url").string ?? "" }
  }

  /// As wide as a window is inside.
  package func setSize(width: Int, height: Int) async throws {
    try await developerCommand(
      "Emulation.setDeviceMetricsOverride",
      ["width": .integer(Int64(width)), "height": .integer(Int64(height)), "deviceScaleFactor": 1, "mobile": false])
  }

  package func setDark(_ isDark: Bool) async throws {
    try await developerCommand(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": .string(isDark ? "dark" : "light")]]])
  }

  /// Takes the network away, or gives it back.
  package func setOffline(_ isOffline: Bool) async throws {
    try await developerCommand(
      "Network.emulateNetworkConditions",
      ["offline": .boolean(isOffline), "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1])
  }

  @discardableResult
  func developerCommand(_ name: String, _ parameters: JSONObject) async throws -> JSONValue {
    try await driver.post("/goog/cdp/execute", ["cmd": .string(name), "params": .object(parameters)])
  }

  /// Runs a function's body in the page; it may be `async`, and returns what JSON can hold.
  @discardableResult
  package func run(_ script: String, _ arguments: JSONValue...) async throws -> JSONValue {
    try await run(script, arguments)
  }

  func run(_ script: String, _ arguments: [JSONValue]) async throws -> JSONValue {
    try await driver.post("/execute/sync", ["script": .string(script), "args": .array(arguments)])
  }

  // MARK: Evidence

  /// A picture of the whole page, as PNG.
  package func screenshot(to file: FilePath) async throws {
    let height = try await run("return document.documentElement.scrollHeight;").integer ?? 1600
    let width = try await run("return window.innerWidth;").integer ?? 1280
    try await setSize(width: width, height: min(max(height, 600), 12_000))
    let text = try await driver.get("/screenshot").string ?? ""
    guard let bytes = Data(base64Encoded: text) else { throw WaitedInVain(description: "no picture of the page") }
    try file.write(bytes)
  }

  /// What the page's scripts and its network complained about.
  package func console() async throws -> [String] {
    let entries = try await driver.post("/se/log", ["type": "browser"]).array ?? []
    return entries.compactMap { $0.object?["message"]?.string }
  }

  /// The page's address, text, console and picture, for a message.
  private func evidence() async -> String {
    let file = Self.evidenceFolder.appending("\(UUID().uuidString).png")
    do {
      let text = try await run("return document.body.innerText;").string ?? ""
      let messages = try await console()
      let source = try await driver.get("/source").string ?? ""
      try Self.evidenceFolder.makeFolders()
      try file.removingExtension.appending("html").write(source)
      try await screenshot(to: file)
      return """
        the browser was at \(try await address); picture and source: \(file)
        console: \(messages.joined(separator: "\n"))
        page: \(text.prefix(4000))
        """
    } catch {
      return "of the browser nothing more is known: \(error)"
    }
  }
}

extension FilePath {
  fileprivate var removingExtension: FilePath { removingLastComponent().appending(lastComponent?.stem ?? "page") }
}
