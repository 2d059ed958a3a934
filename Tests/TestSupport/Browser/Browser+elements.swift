import Foundation
package import JobModel
package import SystemPackage

/// What is looked for on a page.
package enum Target: Sendable, CustomStringConvertible {
  case css(String)
  /// By its role and what a screen reader calls it; the first that is visible.
  case role(String, String)

  package static func button(_ name: String) -> Target { .role("button", name) }
  package static func link(_ name: String) -> Target { .role("link", name) }

  package var description: String {
    switch self {
    case .css(let selector): selector
    case .role(let role, let name): "the \(role) '\(name)'"
    }
  }

  /// A JavaScript expression for the first one.
  fileprivate var lookup: (script: String, arguments: [JSONValue]) {
    switch self {
    case .css(let selector): ("document.querySelector(arguments[0])", [.string(selector)])
    case .role(let role, let name): (Self.byRole, [.string(role), .string(name)])
    }
  }

  private static let byRole = """
    ((role, name) => {
      const elements = {
        button: "button, summary, input[type=submit], [role=button]", link: "a[href]", tab: "[role=tab]",
        checkbox: "input[type=checkbox], [role=checkbox]", heading: "h1, h2, h3, [role=heading]",
        textbox: "input:not([type=checkbox]):not([type=file]), textarea", combobox: "select", dialog: "dialog[open]",
      }[role] ?? `[role=${role}]`;
      const label = (element) => (element.getAttribute("aria-label")
        ?? element.labels?.[0]?.textContent ?? element.textContent ?? "").trim().replace(/\\s+/g, " ");
      const isVisible = (element) => element.checkVisibility();
      const all = [...document.querySelectorAll(elements)].filter(isVisible);
      return all.find((element) => label(element) === name) ?? all.find((element) => label(element).startsWith(name));
    })(arguments[0], arguments[1])
    """
}

extension Browser {
  private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"
  /// What a page may do between two looks: it replaces a row, or shows a dialog.
  private static let passing: Set = [
    "no such element", "stale element reference", "element not interactable", "element click intercepted",
    "move target out of bounds",
  ]

  /// Waits until a condition holds in the page.
  ///
  /// - Parameters:
  ///   - what: what is waited for, for the message.
  ///   - script: a JavaScript expression; `arguments[0]` … hold the arguments.
  @discardableResult
  package func wait(
    for what: @autoclosure () -> String, atMost limit: Duration = patience, until script: String,
    _ arguments: JSONValue...
  ) async throws -> JSONValue {
    try await TestSupport.wait(for: what(), atMost: limit) { () -> JSONValue? in
      let value = try await run("return \(script);", arguments)
      // A `nil` here would be JSON's null, which is a value: nothing would be waited for.
      return value == .null || value == false ? .none : .some(value)
    }
  }

  /// Waits until a text stands on the page.
  package func waitForText(_ text: String, in selector: String = "body", atMost limit: Duration = patience)
    async throws
  {
    try await wait(
      for: "'\(text)' in \(selector)", atMost: limit,
      until: "document.querySelector(arguments[0])?.innerText.includes(arguments[1])", .string(selector), .string(text))
  }

  package func click(_ target: Target) async throws {
    try await act(on: target) { id in _ = try await driver.post("/element/\(id)/click") }
  }

  /// Types as on a keyboard, after emptying the field.
  package func type(_ text: String, into target: Target) async throws {
    try await act(on: target) { id in
      _ = try await driver.post("/element/\(id)/clear")
      _ = try await driver.post("/element/\(id)/value", ["text": .string(text)])
    }
  }

  /// Chooses one of a list, by its value.
  package func choose(_ value: String, of selector: String) async throws {
    try await act(on: .css(selector)) { _ in
      try await run(
        """
        const list = document.querySelector(arguments[0]);
        list.value = arguments[1];
        list.dispatchEvent(new Event("change", { bubbles: true }));
        """, .string(selector), .string(value))
    }
  }

  /// Chooses files in a field for files, which may be hidden.
  package func choose(_ files: [FilePath], in selector: String) async throws {
    try await act(on: .css(selector)) { id in
      let paths = files.map(\.string).joined(separator: "\n")
      _ = try await driver.post("/element/\(id)/value", ["text": .string(paths)])
    }
  }

  /// Presses keys where the focus is: `\u{E00C}` is Escape, `\u{E014}` the right arrow.
  package func press(_ keys: String) async throws {
    let actions = keys.map { key -> [JSONValue] in
      ["keyDown", "keyUp"].map { ["type": .string($0), "value": .string(String(key))] }
    }
    _ = try await driver.post(
      "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": .array(actions.flatMap { $0 })]]])
  }

  /// Drops files from outside the browser onto an element.
  package func drop(_ files: [(name: String, bytes: [UInt8])], on selector: String) async throws {
    try await wait(for: selector, until: "!!document.querySelector(arguments[0])", .string(selector))
    let list = files.map { file -> JSONValue in
      ["name": .string(file.name), "data": .string(Data(file.bytes).base64EncodedString())]
    }
    try await run(Self.dropping, .string(selector), .array(list))
  }

  private static let dropping = """
    const target = document.querySelector(arguments[0]);
    const transfer = new DataTransfer();
    for (const file of arguments[1]) {
      const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], file.name));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }
    """

  /// Finds an element and does something with it, again while the page is changing.
  private func act(on target: Target, _ body: (_ id: String) async throws -> Void) async throws {
    let lookup = target.lookup
    var last = "it is not there"
    try await TestSupport.wait(for: "\(target): \(last)", atMost: patience) {
      do {
        let found = try await run("return \(lookup.script) ?? null;", lookup.arguments)
        guard let id = found.object?[Self.elementKey]?.string else { return false }
        try await body(id)
        return true
      } catch let refusal as WebDriver.Refusal where Self.passing.contains(refusal.code) {
        last = refusal.description
        return false
      }
    }
  }
}
