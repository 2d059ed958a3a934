import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// How files arrive through Samba on this machine: slowly, cut off, twice, under odd names.
@Suite(.serialized) struct SambaUploadTests {
  /// A workbook of more than 150 kB, which a client sends in several pieces.
  private static func workbook(_ word: String) throws -> [UInt8] {
    let keys = (1...rows).map { row in
      "\(word) \(row) " + (0..<40).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }.joined()
    }
    return try TestWorkbook.bytes(["Sheet": [[.string("key")]] + keys.map { [.string($0)] }])
  }

  private static let rows = 600
  private static let filling = String(repeating: "x", count: 200)

  /// Lines of a table, more than a client sends at once.
  private static func lines(_ word: String) -> String {
    (0..<400).map { "\(word) \($0) \(filling)\n" }.joined()
  }

  @Test func aSlowUploadIsTakenWhenTheClientHasClosedIt() async throws {
    let office = try await Office()
    let place = office.server.incoming.appending("pass").appending("slow.csv")
    let session = try SambaSession(office.client)
    try await session.beginPut(as: "incoming/pass/slow.csv")
    try await session.write("key\n")
    for number in 1...3 {
      try await session.write(Self.lines("piece \(number)"))
      try await wait(for: "the upload's beginning") { (try? place.bytes().count) ?? 0 >= 65_536 }
      // It stalls for longer than the settle time.
      try await office.passAnother("meanwhile \(number).csv")
      #expect(try office.server.jobs(named: "slow.csv").isEmpty, "\(Self.evidence(office, session))")
    }
    try await session.endPut()
    let job = try await office.server.finishedJob(named: "slow.csv")
    let keys = try office.keys(of: job)
    for number in 1...3 {
      #expect(keys.count { $0.hasPrefix("piece \(number) ") } == 400, "\(Self.evidence(office, session))")
    }
    #expect(keys.count == 1200)
    #expect(try office.server.jobs(named: "slow.csv").count == 1, "\(Self.evidence(office, session))")
  }

  /// What all who took part in an upload have to say, for messages.
  private static func evidence(_ office: Office, _ session: SambaSession) -> String {
    "the client said:\n\(session.output)\n\(office.samba.evidence)\n\(office.server.evidence)"
  }

  @Test func anUploadThatIsCutOffIsNeverTakenHalfAndTakenOnceWhenItCame() async throws {
    let office = try await Office()
    let bytes = try Self.workbook("cut")
    try #require(bytes.count > 150_000)
    let place = office.server.incoming.appending("pass").appending("cut.xlsx")
    let session = try SambaSession(office.client)
    try await session.beginPut(as: "incoming/pass/cut.xlsx")
    try await session.write(Array(bytes.prefix(140_000)))
    try await wait(for: "half of the upload") { (try? place.bytes().count) ?? 0 >= 65_536 }
    session.cut()
    try await wait(for: "the reason for waiting; \(office.server.evidence)") {
      office.server.log.contains("“cut.xlsx” is not complete yet")
    }
    try await office.passAnother("meanwhile.csv")
    #expect(try office.server.jobs(named: "cut.xlsx").isEmpty)
    try await office.client.put(bytes, as: "incoming/pass/cut.xlsx")
    let job = try await office.server.finishedJob(named: "cut.xlsx")
    #expect(try office.server.spool.jobFolder(job).manifest()?.rows.count == Self.rows)
    try await office.passAnother("afterwards.csv")
    #expect(try office.server.jobs(named: "cut.xlsx").count == 1)
    #expect(office.server.rejected.dropNames.allSatisfy { $0.hasPrefix(".") })
  }

  @Test func aFailingNetworkLeavesNoHalfJob() async throws {
    let office = try await Office()
    let bytes = try Self.workbook("network")
    let place = office.server.incoming.appending("pass").appending("network.xlsx")
    let session = try SambaSession(office.client)
    try await session.beginPut(as: "incoming/pass/network.xlsx")
    try await session.write(Array(bytes.prefix(140_000)))
    try await wait(for: "half of the upload") { (try? place.bytes().count) ?? 0 >= 65_536 }
    office.samba.cutConnections()
    try await wait(for: "the reason for waiting; \(office.server.evidence)") {
      office.server.log.contains("“network.xlsx” is not complete yet")
    }
    session.cut()
    // Somebody deletes the torso: nothing is left of it.
    try place.remove()
    try await office.passAnother("afterwards.csv")
    #expect(try office.server.jobs(named: "network.xlsx").isEmpty)
  }

  @Test func aFileRenamedIntoPlaceIsTakenWithoutWaiting() async throws {
    // Whoever waits for the settle time waits longer than the test.
    let office = try await Office(settings: ["ROWSPOOL_SETTLE": "1h"])
    try await office.client.put("key\na\n", as: "incoming/pass/.upload.part")
    try await office.client.run("rename \"incoming/pass/.upload.part\" \"incoming/pass/renamed.csv\"")
    let job = try await office.server.finishedJob(named: "renamed.csv")
    #expect(try office.keys(of: job) == ["a"])
  }

  @Test func theSameNameAgainIsADropOfItsOwn() async throws {
    let office = try await Office(settings: ["ROWSPOOL_SETTLE": "1s"])
    // Overwritten while it settles, slowly: only what stands there in the end is taken.
    try await office.client.put("key\nearly\n", as: "incoming/pass/again.csv")
    let session = try SambaSession(office.client)
    try await session.beginPut(as: "incoming/pass/again.csv")
    try await session.write("key\n" + Self.lines("first"))
    try await wait(for: "the overwriting") {
      (try? office.server.incoming.appending("pass").appending("again.csv").bytes().count) ?? 0 >= 65_536
    }
    try await office.passAnother("meanwhile.csv")
    #expect(try office.server.jobs(named: "again.csv").isEmpty)
    try await session.endPut()
    let first = try await office.server.job(named: "again.csv")
    // While the first one is taken in or runs.
    try await office.client.put("key\nsecond\n", as: "incoming/pass/again.csv")
    try await wait(for: "the second job; \(office.server.evidence)") {
      try office.server.jobs(named: "again.csv").count == 2
    }
    let second = try #require(try office.server.jobs(named: "again.csv").first { $0 != first })
    for job in [first, second] { try await office.server.finished(job) }
    let keys = try office.keys(of: first)
    #expect(keys.count == 400 && keys.allSatisfy { $0.hasPrefix("first") })
    #expect(try office.keys(of: second) == ["second"])
  }

  @Test func namesOfEveryKindArrive() async throws {
    let office = try await Office()
    let names = [
      "中文 表格（最终版）.csv", String(repeating: "长", count: 83) + ".csv", "a  b.csv", "😀.csv", "Ärger é.csv",
      // Names that Windows cannot show: Samba gives clients others for them.
      "what?.csv", "a:b.csv", "trailing dot..csv", "CON.csv", "ends with a blank .csv",
    ]
    for (index, name) in names.enumerated() {
      if name.contains(where: { "?:".contains($0) }) {
        // Made by somebody on another system; no SMB client can write such a name.
        try office.server.incoming.appending("pass").appending(name).write("key\nrow \(index)\n")
      } else {
        try await office.client.put("key\nrow \(index)\n", as: "incoming/pass/\(name)")
      }
    }
    for (index, name) in names.enumerated() {
      let job = try await office.server.finishedJob(named: name)
      #expect(try office.keys(of: job) == ["row \(index)"], "\(name)")
      // What was made of it can be collected by any client, under names that none must mangle.
      let listed = try await office.client.names(in: "outgoing/\(job.text)")
      let results = try #require(listed.first { $0.hasSuffix("-results.xlsx") }, "\(name): \(listed)")
      #expect(try await office.client.get("outgoing/\(job.text)/\(results)").starts(with: Array("PK".utf8)))
    }
  }

  @Test func namesThatDifferInCaseOnlyAreTwoDrops() async throws {
    let office = try await Office(settings: ["ROWSPOOL_SETTLE": "1s", "ROWSPOOL_DEDUPE_WINDOW": "0s"])
    let drops = office.server.incoming.appending("pass")
    // To Samba both are one name; a program on this machine makes two of them.
    try await office.client.put("key\nupper\n", as: "incoming/pass/A.csv")
    try drops.appending("a.csv").write("key\nlower\n")
    let jobs = [
      try await office.server.finishedJob(named: "A.csv"), try await office.server.finishedJob(named: "a.csv"),
    ]
    #expect(try jobs.map(office.keys) == [["upper"], ["lower"]])
    // Their results do not come into each other's way on a share that knows one case.
    #expect(Set(jobs.map { $0.text.lowercased() }).count == 2)
    // A client that overwrites by another case overwrites.
    try await office.client.put("key\none\n", as: "incoming/pass/Case.csv")
    try await office.client.put("key\ntwo\n", as: "incoming/pass/CASE.CSV")
    let job = try await office.server.finishedJob(named: "Case.csv")
    #expect(try office.keys(of: job) == ["two"])
  }

  @Test func twoClientsAtOnceGetAJobForEachFile() async throws {
    let office = try await Office(settings: ["ROWSPOOL_DEDUPE_WINDOW": "0s"])
    let people = office.client
    try await withThrowingTaskGroup { group in
      for client in ["a", "b"] {
        group.addTask {
          for number in 1...6 {
            try await people.put("key\n\(client) \(number)\n", as: "incoming/pass/\(client) \(number).csv")
          }
        }
      }
      try await group.waitForAll()
    }
    for client in ["a", "b"] {
      for number in 1...6 {
        let job = try await office.server.finishedJob(named: "\(client) \(number).csv")
        #expect(try office.keys(of: job) == ["\(client) \(number)"])
      }
    }
    #expect(try office.server.spool.listJobs().jobs.count == 12)
    try await InvariantCheck(office.server).checkNothingIsLeft()
  }

  @Test func aDropThatSomebodyTakesBackAtTheSameMomentIsEitherTheirsOrOurs() async throws {
    let office = try await Office(settings: ["ROWSPOOL_SETTLE": "20ms", "ROWSPOOL_DEDUPE_WINDOW": "0s"])
    var kept: [String] = []
    for number in 1...15 {
      let name = "mine \(number).csv"
      try await office.client.put("key\n\(number)\n", as: "incoming/pass/\(name)")
      do {
        try await office.client.run("rename \"incoming/pass/\(name)\" \"outgoing/\(name)\"")
        kept.append(name)
      } catch is SambaClient.Failure {
        let job = try await office.server.finishedJob(named: name)
        #expect(try office.keys(of: job) == ["\(number)"])
      }
    }
    for name in kept {
      #expect(try await office.client.text("outgoing/\(name)").hasPrefix("key"))
      #expect(try office.server.jobs(named: name).isEmpty)
    }
    try await InvariantCheck(office.server).checkNothingIsLeft()
  }
}
