package import JobModel

extension Browser {
  /// Puts the window away: its page is hidden from then on.
  package func putAway() async throws {
    _ = try await driver.post("/window/minimize")
    try await wait(for: "a hidden page", until: "document.hidden")
  }

  /// Brings the window back.
  package func bringBack() async throws {
    _ = try await driver.post("/window/rect", ["width": 1280, "height": 900])
    try await wait(for: "a page that is seen", until: "!document.hidden")
  }

  /// Lets no request through to addresses of these patterns, `*` for any text, as a proxy may; none: lets all through.
  package func block(_ patterns: [String]) async throws {
    try await developerCommand("Network.enable", [:])
    try await developerCommand("Network.setBlockedURLs", ["urls": .array(patterns.map(JSONValue.string))])
  }

  /// The cookies that the page's server has set, as the driver tells of them: `name`, `httpOnly`, `sameSite` ….
  package func cookies() async throws -> [JSONObject] {
    try await driver.get("/cookie").array?.compactMap(\.object) ?? []
  }

  /// Moves the focus on by the Tab key until it is where it is meant to be.
  package func tab(to selector: String, limit: Int = 120) async throws {
    for _ in 0..<limit {
      try await press("\u{E004}")
      let isThere = try await run(
        "return document.activeElement?.matches(arguments[0]) ?? false;", .string(selector))
      if isThere == true { return }
    }
    throw WaitedInVain(description: "\(limit) times Tab did not lead to \(selector)")
  }
}
