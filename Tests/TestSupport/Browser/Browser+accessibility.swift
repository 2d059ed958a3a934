import JobModel
import SystemPackage

extension Browser {
  /// What axe-core has against the page as it is now: each serious or critical fault, with the places that have it.
  package func accessibilityFaults() async throws -> [String] {
    try await run("\(try Axe.script.get()); window.axe = axe;")
    let faults = try await run(Self.looking)
    return faults.array?.compactMap(\.string) ?? ["axe-core gave no answer: \(faults.plainText)"]
  }

  /// Animations are let come to their ends: a dialog that fades in has poor contrast for a moment.
  private static let looking = """
    return Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})))
      .then(() => axe.run(document, { resultTypes: ["violations"] }))
      .then(({ violations }) => violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
        .map(({ id, help, nodes }) => `${id}: ${help}: ` + nodes.slice(0, 5)
          .map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary.replace(/\\s+/g, " ")})`).join("; ")));
    """
}

/// axe-core, as a Python package carries it.
private enum Axe {
  static let script = Result {
    String(
      decoding: try Python.run(
        """
        import importlib.util, pathlib, sys
        package = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent
        sys.stdout.write((package / "axe.min.js").read_text())
        """), as: UTF8.self)
  }
}
