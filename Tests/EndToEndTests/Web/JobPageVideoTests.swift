import Foundation
import JobModel
import SystemPackage
import TestSupport
import Testing

/// Videos among a job's results, in a real browser, which also makes them: it records a canvas.
@Suite(.serialized) struct JobPageVideoTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
    for ending in ["webm", "mp4"] {
      try page.server.addWorkflow(
        ending,
        """
        columns:
          - {name: clip, type: file, required: true}
        steps:
          - name: film
            command: {run: [/bin/cp, "{{clip}}", film.\(ending)], outputs: {film: {file: film.\(ending), type: file}}}
        results:
          - {name: film, type: file}
        """)
    }
  }

  private static let recording = """
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
    const context = canvas.getContext("2d");
    if (!MediaRecorder.isTypeSupported(arguments[0])) return "";
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: arguments[0] });
    const parts = [];
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.start();
    for (let frame = 0; frame < 25; frame++) {
      context.fillStyle = `hsl(${frame * 14} 80% 50%)`;
      context.fillRect(0, 0, 64, 48);
      await new Promise((next) => setTimeout(next, 40));
    }
    const end = new Promise((done) => recorder.addEventListener("stop", done));
    recorder.stop();
    await end;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(""));
    """

  /// A job with one video.
  private func makeJob(_ ending: String, _ video: [UInt8]) async throws -> JobID {
    try server.drop(
      folder: "\(ending) films", into: ending, ["list.csv": Array("clip\nin.\(ending)\n".utf8), "in.\(ending)": video])
    return try await server.finishedJob(named: "\(ending) films")
  }

  @Test(arguments: ["webm", "mp4"])
  func aVideoIsSeenInTheGridAndPlaysEnlarged(ending: String) async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs")
      let recorded = try await browser.run(Self.recording, .string("video/\(ending)")).string ?? ""
      let video = try #require(Data(base64Encoded: recorded).map(Array.init))
      // A browser that cannot record a kind cannot be asked to play it here.
      guard !video.isEmpty else { return }
      let job = try await makeJob(ending, video)
      try await browser.open("\(address)/jobs/\(job)#tab=pictures")
      try await browser.wait(
        for: "a frame of it in the grid",
        until: "((film) => film?.readyState > 1 && film.videoWidth === 64)(document.querySelector('#shots video'))")
      try await browser.click(.css("#shots .open"))
      try await browser.wait(
        for: "it to play",
        until: """
          ((film) => {
            if (film.paused) { film.muted = true; film.play(); }
            return film.currentTime > 0.1;
          })(document.querySelector("#stage-after video"))
          """)
      #expect(try await browser.run("return document.querySelector('#viewer [data-view=edit]').disabled;") == true)
    }
  }

  private static let asking = """
    const asked = async (headers) => {
      const answer = await fetch(arguments[0], { headers, cache: "no-store" });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return { status: answer.status, range: answer.headers.get("Content-Range"), bytes: bytes.length,
        first: bytes[0] ?? -1, tag: answer.headers.get("ETag") };
    };
    const { tag } = await asked({});
    return await Promise.all([{}, { Range: "bytes=10-19" }, { Range: "bytes=-5" }, { Range: "bytes=90-" }, { Range: "bytes=100-" },
      { Range: "bytes=10-19", "If-Range": tag }, { Range: "bytes=10-19", "If-Range": '"older"' }].map(asked));
    """

  @Test func partsOfAVideoAreGivenOverTheNetwork() async throws {
    let address = try await page.start()
    let job = try await makeJob("webm", Array(0..<100))
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs/\(job)#tab=rows")
      let file = try await browser.wait(
        for: "the file", until: "document.querySelector('#row-list a.file')?.getAttribute('href')")
      let answers = try await browser.run(Self.asking, file).array?.compactMap(\.object) ?? []
      #expect(answers.map { $0["status"] } == [200, 206, 206, 206, 416, 206, 200])
      #expect(answers.map { $0["bytes"] } == [100, 10, 5, 10, 0, 10, 100])
      #expect(answers.map { $0["first"] } == [0, 10, 95, 90, -1, 10, 0])
      #expect(answers[1]["range"] == "bytes 10-19/100" && answers[4]["range"] == "bytes */100")
    }
  }
}
