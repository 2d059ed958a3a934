import JobModel
import SystemPackage
import TestSupport
import Testing

/// Every page and every dialog, looked at by axe-core: nothing serious stands in the way of people who see little, or
/// use a screen reader.
@Suite(.serialized) struct AccessibilityTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
    let presets = server.folder.appending("templates").appending("ledger").appending("presets")
    try presets.appending("calm.yaml").write("titles: {en: Calm, zh: 平静}\nvalues: {way: slow}\n")
    try server.addWorkflow("broken", "columns:\n  - {name: key, typ: text}\n")
  }

  /// A page, and what is done there before it is looked at.
  private struct Place {
    var name: String
    var path: String
    var isReady: String
    var act: (Browser) async throws -> Void = { _ in }
  }

  @Test(arguments: [false, true]) func nothingSeriousIsFound(inTheDark isDark: Bool) async throws {
    let address = try await page.start()
    try server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,bad\nc,x,ok\n")
    try server.drop("strange.csv", into: "ledger", "nothing\n1\n")
    let (pictures, held) = (try await page.pictureJob(), try await page.heldJob())
    let mixed = try await server.finishedJob(named: "mixed.csv")
    var options = Browser.Options()
    (options.isDark, options.language) = (isDark, isDark ? "zh-CN" : "en")
    try await Browser.use(options) { browser in
      for place in places(mixed: mixed, pictures: pictures, held: held) {
        try await browser.open(address + place.path)
        try await browser.wait(for: "the page: \(place.name)", until: place.isReady)
        try await place.act(browser)
        let faults = try await browser.accessibilityFaults()
        #expect(faults.isEmpty, "\(place.name): \(faults.joined(separator: "\n"))")
      }
    }
    try page.letGo()
  }

  private static let jobs = "document.querySelectorAll('#jobs .job').length >= 3"
  private static let rows = "!!document.querySelector('#row-list button')"
  private static let shots = "document.querySelectorAll('.shot').length > 1"
  private static let workflows = "document.querySelectorAll('#workflows details').length > 2"

  private func places(mixed: JobID, pictures: JobID, held: JobID) -> [Place] {
    [
      Place(name: "who you are", path: "/you", isReady: "!!document.querySelector('#name')"),
      Place(name: "no such page", path: "/nowhere", isReady: "!!document.querySelector('h1')"),
      Place(name: "start", path: "/?workflow=ledger", isReady: "!document.querySelector('#recent').hidden") {
        try await $0.drop([("wrong.csv", Array("key,n\na,x\nb,2\n".utf8))], on: "#drop")
        try await $0.click(.css("#submission button[value=files]"))
        try await $0.wait(for: "what is wrong with the file", until: "!!document.querySelector('#submitted td')")
        try await $0.click(.css("#submission button[value=row]"))
      },
      Place(name: "jobs", path: "/jobs", isReady: Self.jobs) {
        try await $0.click(.css("#jobs .pick"))
      },
      Place(name: "a question", path: "/jobs", isReady: Self.jobs) {
        try await $0.click(.css("#jobs .job[data-state=running] [data-verb=cancel]"))
        try await $0.wait(for: "the question", until: "document.querySelector('#question').open")
      },
      Place(name: "a running job", path: "/jobs/\(held)#tab=rows", isReady: Self.rows),
      Place(
        name: "rows", path: "/jobs/\(mixed)#tab=rows&state=failed", isReady: Self.rows
      ) {
        try await $0.click(.css("#row-list button"))
        try await $0.wait(for: "the row", until: "!!document.querySelector('#row-open h3')")
        try await $0.click(.css("#problems summary"))
      },
      Place(
        name: "run again", path: "/jobs/\(mixed)#tab=rows&state=done", isReady: Self.rows
      ) {
        try await $0.click(.css("#row-list button"))
        try await $0.click(.css("#row-open .buttons button"))
        try await $0.wait(for: "the dialog", until: "document.querySelector('#run-dialog').open")
      },
      Place(name: "log", path: "/jobs/\(mixed)#tab=log", isReady: "!!document.querySelector('#log-list li')"),
      Place(name: "details", path: "/jobs/\(mixed)#tab=details", isReady: "!!document.querySelector('#details dd')"),
      Place(
        name: "pictures", path: "/jobs/\(pictures)#tab=pictures", isReady: Self.shots
      ),
      Place(
        name: "a picture", path: "/jobs/\(pictures)#tab=pictures", isReady: Self.shots
      ) {
        try await $0.click(.css("#shots .shot .open"))
        try await $0.wait(for: "the viewer", until: "document.querySelector('#viewer').open")
      },
      Place(
        name: "administration", path: "/admin",
        isReady: "\(Self.workflows) && !!document.querySelector('#settings td')"
      ) {
        for name in ["ledger", "broken"] {
          try await $0.click(.css("#workflows details[data-workflow=\(name)] summary"))
        }
        try await $0.wait(for: "a preset", until: "!!document.querySelector('.presets li')")
      },
      Place(name: "a preset", path: "/admin", isReady: Self.workflows) {
        try await $0.click(.css("#workflows details[data-workflow=ledger] summary"))
        try await $0.click(.css(".presets li button"))
        try await $0.wait(for: "the dialog", until: "document.querySelector('#preset').open")
      },
    ]
  }
}
