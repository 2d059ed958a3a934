import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Pictures that are worked on further, and rows that run again, in a real browser.
@Suite(.serialized) struct JobPageEditTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  private static let picture = TestPicture.png(width: 60, height: 40, red: 200, green: 40, blue: 40)

  init() throws {
    page = try PageServer()
    try page.server.addWorkflow(
      "tint",
      """
      titles: {en: Tint, zh: 调色}
      columns:
        - {name: image, type: image, required: true}
        - {name: prompt, titles: {en: Prompt, zh: 提示词}, type: paragraph, required: true}
        - {name: strength, type: integer, default: 5, min: 1, max: 9}
      steps:
        - name: tinted
          command:
            run: ["./tint.sh", "{{prompt}}", "{{image}}", "\(page.server.ledger.path)"]
            outputs: {tinted: {file: tinted.png, type: image}}
      results:
        - {name: tinted, type: image}
      """, programs: ["tint.sh": Self.tinting])
    try preset("warm", of: "tint", "titles: {en: Warm}\nvalues: {prompt: warmer light, strength: 7}\n")
  }

  /// Prompts with `hold` wait until the file `<ledger>.go` is there; those with `bad` cannot be done.
  private static let tinting = """
    #!/bin/sh
    case "$1" in
    *hold*) while [ ! -e "$3.go" ]; do sleep 0.05; done ;;
    *bad*) echo "The colour is unknown." >&2; exit 65 ;;
    esac
    cp "$2" tinted.png
    """

  private func preset(_ name: String, of workflow: String, _ text: String) throws {
    try server.folder.appending("templates").appending(workflow).appending("presets").appending("\(name).yaml")
      .write(text)
  }

  private func letGo() throws { try FilePath(server.ledger.path.string + ".go").write("") }

  /// A finished job with one picture.
  private func makeJob() async throws -> JobID {
    try server.drop(folder: "tableware", into: "picture", ["cup.png": Self.picture])
    return try await server.finishedJob(named: "tableware")
  }

  // MARK: The page

  private func enlarge(_ browser: Browser, _ address: String, _ job: JobID) async throws {
    try await browser.open("\(address)/jobs/\(job)#tab=pictures")
    try await browser.click(.css("#shots .shot .open"))
    try await browser.wait(for: "the viewer", until: "document.querySelector('#viewer').open")
  }

  private func choose(_ value: String, in selector: String, _ browser: Browser) async throws {
    let option = "\(selector) option[value='\(value)']"
    try await browser.wait(for: option, until: "!!document.querySelector(arguments[0])", .string(option))
    try await browser.run(
      """
      const list = document.querySelector(arguments[0]);
      list.value = arguments[1];
      list.dispatchEvent(new Event("change", { bubbles: true }));
      """, .string(selector), .string(value))
  }

  private func beginEdit(_ prompt: String, _ browser: Browser) async throws {
    try await browser.click(.css("#viewer [data-view=edit]"))
    try await choose("tint", in: "#edit-workflow", browser)
    try await browser.type(prompt, into: .css("#field-prompt"))
    try await browser.click(.css("#run-start"))
    try await browser.wait(for: "the dialog's end", until: "!document.querySelector('#run-dialog').open")
  }

  private static let isShownBeside = """
    document.querySelector('#viewer-edits .edit[aria-pressed=true]')?.dataset.job
      && [...document.querySelectorAll('#stage img')].every((picture) => picture.complete && picture.naturalWidth > 0)
      && !document.querySelector('#stage-before').hidden
    """

  // MARK: Edits

  @Test func anEditShowsBesideItsPictureWhenItEndsAndAfterARestart() async throws {
    let address = try await page.start()
    let job = try await makeJob()
    try await Browser.use { browser in
      try await enlarge(browser, address, job)
      try await beginEdit("hold it bluer", browser)
      try await browser.wait(
        for: "an edit that runs", until: "!!document.querySelector('#viewer-edits .edit[data-state=running]')")
      try letGo()
      try await browser.wait(for: "the edit beside its picture", until: Self.isShownBeside)
      try await browser.wait(
        for: "the edit in the grid", until: "!!document.querySelector('#shots .edits .edit[data-state=done] img')")
      try await page.restart()
      // The address says which picture was enlarged.
      try await browser.reload()
      try await browser.wait(
        for: "the picture with its edit after a restart",
        until: "document.querySelector('#viewer')?.open && !!document.querySelector('#viewer-edits [data-state=done]')")
    }
  }

  @Test func anEditAndItsPictureNameEachOther() async throws {
    let address = try await page.start()
    let job = try await makeJob()
    try await Browser.use { browser in
      try await enlarge(browser, address, job)
      try await beginEdit("bluer", browser)
      try await browser.wait(for: "the edit beside its picture", until: Self.isShownBeside)
      try await browser.click(.css("#viewer-edits a"))
      try await browser.waitForText("Begun with the picture of row 1 of “tableware”", in: "#head .origin")
      try await browser.click(.css("#head .origin a"))
      try await browser.wait(
        for: "the picture it began with", until: "document.querySelector('#viewer')?.open && !!arguments[0]",
        .string(job.text))
      #expect(try await browser.address.contains(job.text))
      try await browser.press("\u{E00C}")
      try await browser.click(.css("#tab-rows"))
      try await browser.click(.css("#row-list button"))
      try await browser.waitForText("bluer – Done", in: "#row-open .edit-list")
    }
  }

  @Test func severalEditsAllShowAndOneThatFailsSaysWhy() async throws {
    let address = try await page.start()
    let job = try await makeJob()
    try await Browser.use { browser in
      try await enlarge(browser, address, job)
      for prompt in ["redder", "bad idea"] { try await beginEdit(prompt, browser) }
      try await browser.wait(
        for: "both edits",
        until: """
          ['done', 'failed'].every((state) => document.querySelector(`#viewer-edits .edit[data-state=${state}]`))
          """)
      try await browser.click(.css("#viewer-edits .edit[data-state=failed]"))
      try await browser.waitForText("The colour is unknown.", in: "#stage-word")
      // By keys to the one before it, and on to an edit of that edit.
      try await browser.press("\u{E013}")
      try await browser.wait(for: "the good one", until: Self.isShownBeside)
      try await beginEdit("greener", browser)
      try await browser.wait(
        for: "three edits", until: "document.querySelectorAll('#viewer-edits .edit[data-state]').length === 3")
    }
  }

  @Test func whatIsMissingIsSaidAtItsFieldAndAPresetFillsItIn() async throws {
    let address = try await page.start()
    let job = try await makeJob()
    try await Browser.use { browser in
      try await enlarge(browser, address, job)
      try await browser.click(.css("#viewer [data-view=edit]"))
      try await choose("tint", in: "#edit-workflow", browser)
      try await browser.click(.css("#run-start"))
      try await browser.wait(
        for: "a word at the empty field",
        until: "document.querySelector('[data-column=prompt] .fault')?.textContent.length > 0")
      try await choose("warm", in: "#run-preset", browser)
      try await browser.wait(
        for: "the preset's prompt", until: "document.querySelector('#field-prompt').value === 'warmer light'")
      try await browser.click(.css("#run-start"))
      try await browser.wait(for: "the edit beside its picture", until: Self.isShownBeside)
      let edit = try #require(try server.spool.listJobs().jobs.first { $0 != job })
      let manifest = try await wait(for: "the edit to be read") { try server.spool.jobFolder(edit).manifest() }
      #expect(manifest.begunWith?.job == job && manifest.preset == "warm")
    }
  }

  // MARK: Running again

  @Test func allThatTheFilterShowsRunsAgainWithAPreset() async throws {
    try preset("fine", of: "ledger", "titles: {en: Fine}\nvalues: {way: ok}\n")
    let address = try await page.start()
    try server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,bad\nc,3,bad\nd,4,bad\n")
    let job = try await server.finishedJob(named: "mixed.csv")
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs/\(job)#tab=rows&state=failed")
      try await browser.waitForText("The number 2 is bad.", in: "#row-list")
      try await browser.click(.css("#run-shown"))
      try await browser.waitForText("Run 3 rows again", in: "#run-title")
      try await choose("fine", in: "#run-preset", browser)
      try await browser.click(.css("#run-start"))
      try await server.finished(job, round: 2)
      #expect(try server.count(.done, of: job) == 4)
      #expect(try server.ending(ofRow: 5, of: job)?.outputs["quadruple"] == 16)
      // The first row was not shown, and did not run again.
      #expect(try server.ledger.counts()["first a"] == 1)
    }
  }
}
