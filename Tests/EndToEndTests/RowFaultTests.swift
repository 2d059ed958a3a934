import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Programs that misbehave: each row ends in a sentence, and the rows beside it run.
@Suite(.serialized) struct RowFaultTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_RETRIES": "1"])
    try addWorkflow()
  }

  private static let program = """
    #!/usr/bin/env python3
    import json, os, signal, subprocess, sys, time
    way = sys.argv[1]
    def out(name, data=b"x"):
        open(name, "wb").write(data)
    out("out.txt")
    answer = {"value": "fine"}
    if way == "children": subprocess.Popen(["sleep", "1003"])
    elif way == "flood":
        while True: sys.stdout.write("x" * 65536)
    elif way == "garbage": os.write(1, b"\\xff\\xfe{not json"); sys.exit(0)
    elif way == "list": os.write(1, b"[1]"); sys.exit(0)
    elif way == "signal": os.kill(os.getpid(), signal.SIGSEGV)
    elif way == "again": sys.exit(75)
    elif way == "silent": sys.exit(3)
    elif way == "closed": os.close(1); os.close(2); time.sleep(0.3); sys.exit(0)
    elif way == "link": os.remove("out.txt"); os.symlink("/etc/passwd", "out.txt")
    elif way == "empty": out("out.txt", b"")
    elif way == "none": os.remove("out.txt")
    elif way == "pipe": os.remove("out.txt"); os.mkfifo("out.txt")
    elif way == "big": answer["value"] = "y" * 1000000
    elif way == "formula": answer["value"] = "=cmd|' /C calc'!A0"
    elif way == "control": answer["value"] = "a\\x00b\\x07c\\x1b[31md"
    print(json.dumps(answer))
    """

  private func addWorkflow() throws {
    try server.addWorkflow(
      "wild",
      """
      columns:
        - {name: way, type: text, required: true}
      steps:
        - name: wild
          command:
            run: ["./wild.py", "{{way}}"]
            outputs: {value: {type: text}, file: {file: out.txt}}
          timeout: 30s
      """, programs: ["wild.py": Self.program])
    try server.addWorkflow(
      "broken",
      """
      columns:
        - {name: way, type: text, required: true}
      steps:
        - name: missing
          when: {column: way, equals: missing}
          command: {run: ["./nobody.py"]}
        - name: plain
          when: {column: way, equals: plain}
          command: {run: ["./plain.txt"]}
        - name: endless
          when: {column: way, equals: endless}
          command: {run: [sleep, "1004"]}
          timeout: 300ms
      """, programs: [:])
    try server.folder.appending("templates/broken/plain.txt").write("just a text")
  }

  /// What is said of each way; `nil`: the row is good.
  private let sentences: KeyValuePairs<String, String?> = [
    "fine": nil,
    "children": nil,
    "flood":
      "The program 'wild.py' of the step 'wild' wrote more than 10 MB to its output. Let it write to a file instead.",
    "garbage":
      "The program of the step 'wild' gave an output that cannot be read as JSON: a value was expected at byte 0.",
    "list": "The program of the step 'wild' gave an output that cannot be read as JSON: it is not a JSON object.",
    "signal": "The program 'wild.py' of the step 'wild' was ended by a signal (11).",
    "again": "The program 'wild.py' of the step 'wild' asks to try the row again.",
    "silent": "The program 'wild.py' of the step 'wild' failed (exit status 3).",
    "closed":
      "The program of the step 'wild' gave an output that cannot be read as JSON: the text ends early at byte 0.",
    "link": "The step 'wild' gave 'out.txt' for 'file', which is a link. Only ordinary files are taken.",
    "empty": "The step 'wild' gave an empty file (0 bytes) for 'file'.",
    "none": "The step 'wild' gave no 'file': its program left no file named 'out.txt'.",
    "pipe": "The step 'wild' gave 'out.txt' for 'file', which is a pipe. Only ordinary files are taken.",
    "big": nil, "formula": nil, "control": nil,
  ]

  @Test func eachMisbehaviourEndsInASentenceOnItsRow() async throws {
    try server.start()
    try server.drop("wild.csv", into: "wild", sentences.reduce("way\n") { $0 + $1.key + "\n" })
    try server.drop("broken.csv", into: "broken", "way\nmissing\nplain\nendless\n")
    let broken = try await server.finishedJob(named: "broken.csv")
    let place = server.folder.appending("templates/broken")
    #expect(
      try server.ending(ofRow: 2, of: broken)?.failure?.message
        == "The program '\(place)/nobody.py' of the step 'missing' was not found. An administrator has to install it.")
    #expect(
      try server.ending(ofRow: 3, of: broken)?.failure?.message
        == """
        The program '\(place)/plain.txt' of the step 'plain' may not be executed. An administrator has to make it \
        executable.
        """)
    let endless = try server.ending(ofRow: 4, of: broken)?.failure
    #expect(endless?.code == "step-timeout")
    #expect(!isRunning(["sleep", "1004"]))
    let job = try await server.finishedJob(named: "wild.csv")
    let results = try server.results(of: job).rows
    for (index, (way, sentence)) in sentences.enumerated() {
      let ending = try #require(try server.ending(ofRow: index + 2, of: job))
      #expect(
        ending.outcome == (sentence == nil ? .done : .failed) && ending.failure?.message.english == sentence, "\(way)")
      #expect(results[index + 2]?["Error"]?.string == sentence, "\(way)")
    }
    try checkCells(results, of: job)
    #expect(!isRunning(["sleep", "1003"]), "a child of a program outlived its row")
    try InvariantCheck(server).check([job])
  }

  private func checkCells(_ results: [Int: [String: JSONValue]], of job: JobID) throws {
    func value(of way: String) -> String? {
      results.values.first { $0["way"]?.string == way }?["value"]?.string
    }
    #expect(value(of: "formula") == "=cmd|' /C calc'!A0")
    #expect(value(of: "control")?.hasPrefix("a") == true)
    let big = try #require(value(of: "big"))
    let name = try #require(big.split(separator: "files/").last?.dropLast())
    #expect(big.count <= 32_767)
    let whole = server.outgoing.appending(job.text).appending("files").appending(String(name))
    #expect(try whole.bytes().count == 1_000_000)
  }

  private func isRunning(_ words: [String]) -> Bool {
    FilePath("/proc").names.contains { number in
      (try? FilePath("/proc/\(number)/cmdline").text()) == words.map { $0 + "\0" }.joined()
    }
  }

  @Test func theRowThatKillsTheProcessIsFailedAtTheFourthTimeAndTheOthersRun() async throws {
    try server.addWorkflow(
      "deadly",
      """
      columns:
        - {name: key, type: text, required: true}
      steps:
        - name: kill
          command:
            run: ["./kill.sh", "{{key}}", "\(server.ledger.path)"]
      """,
      programs: [
        "kill.sh": """
        #!/bin/sh
        echo "run $1" >> "$2"
        [ "$1" != deadly ] || { kill -9 "$(cat "$2.pid")"; sleep 10; }
        sleep 0.05
        """
      ])
    let rows = (1...30).map { $0 == 7 ? "deadly" : "k\($0)" }
    try server.drop("deadly.csv", into: "deadly", "key\n" + rows.joined(separator: "\n") + "\n")
    var starts = 0
    while starts < 10 {
      try server.start()
      starts += 1
      try FilePath(server.ledger.path.string + ".pid").write("\(server.processID)")
      try await wait(for: "the end of the job or of the server; \(server.evidence)") {
        try !server.isRunning
          || server.jobs(named: "deadly.csv").contains { try server.spool.jobFolder($0).finished() != nil }
      }
      if server.isRunning { break }
      _ = try await server.waitForEnd()
    }
    let job = try await server.finishedJob(named: "deadly.csv")
    #expect(starts == 5)
    let ending = try #require(try server.ending(ofRow: 8, of: job))
    #expect(ending.outcome == .failed && ending.failure?.code == "interrupted-too-often")
    #expect(
      ending.failure?.message
        == """
        This row was cut off 4 times because the program stopped while working on it. It may be \
        the row that makes it stop. Check its values and files, then retry it.
        """)
    #expect(try server.spool.jobFolder(job).finished()?.counts == ["done": 29, "failed": 1])
    try InvariantCheck(server).check([job])
  }

  @Test func rowsThatWereCutOffTwiceRunOneAtATimeAndNoneIsTakenForMissing() async throws {
    try server.addLedgerWorkflow()
    try server.drop("held.csv", into: "ledger", (1...12).reduce("key,n,way\n") { $0 + "k\($1),\($1),hold\n" })
    for round in 1...2 {
      try server.start()
      try await wait(for: "all rows to hold") { try server.ledger.counts().values.reduce(0, +) == 12 * round }
      try await server.kill()
    }
    try server.start()
    let job = try await server.job(named: "held.csv")
    try await wait(for: "one suspect to hold") { try server.ledger.counts().values.reduce(0, +) == 25 }
    #expect(try server.count(.running, of: job) == 1)
    try FilePath(server.ledger.path.string + ".go").write("")
    let record = try await server.finished(job)
    #expect(record.counts == ["done": 12])
    for row in 2...13 { #expect(try server.row(row, of: job)?.history.attempt == 3) }
    try InvariantCheck(server).check([job])
  }
}
