import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A share of another machine: nothing that others do raises an event, and it comes and goes.
@Suite(.serialized, .enabled(if: BindMount.isPossible, Comment(rawValue: BindMount.condition)))
struct MountedShareTests {
  private let mount: BindMount
  private let server: TemporarySpoolServer

  init() throws {
    mount = try BindMount()
    server = try TemporarySpoolServer(
      settings: [
        "ROWSPOOL_POLL_INCOMING": "100ms", "ROWSPOOL_SETTLE_POLLED": "200ms",
        // Whoever waits for these waits longer than the test.
        "ROWSPOOL_RESCAN": "1h", "ROWSPOOL_SETTLE": "1h",
      ], share: mount.front)
    try server.addPassingWorkflow()
    try server.addLedgerWorkflow()
  }

  private func write(_ text: String, as name: String, in folder: String) throws {
    try mount.behind.appending(FilePath(folder).components).appending(name).write(text)
  }

  @Test func whatOthersDropIsFoundWithoutEvents() async throws {
    try server.start()
    try write("key\na\nb\n", as: "quiet.csv", in: "incoming/pass")
    let job = try await server.finishedJob(named: "quiet.csv")
    try InvariantCheck(server).check([job])
    #expect(mount.behind.appending("outgoing").appending(job.text).names.contains("quiet-results.xlsx"))
    #expect(!mount.behind.appending("incoming").appending("pass").dropNames.contains("quiet.csv"))
    // Orders likewise, and a drop that cannot be taken comes back.
    try write("", as: job.text, in: "control/retry")
    #expect(try await server.answer(to: job.text, .retry).isEmpty == false)
    try write("key\n", as: "empty.csv", in: "incoming/pass")
    #expect(try await server.rejection(of: "empty.csv").hasPrefix("There are no rows below the header"))
    #expect(mount.behind.appending("rejected").names.contains("empty.csv.txt"))
  }

  @Test func aCopyThatGoesOnBehindTheMountIsNotTakenHalf() async throws {
    server.settings["ROWSPOOL_SETTLE_POLLED"] = "6s"
    try server.start()
    let path = mount.behind.appending("incoming").appending("pass").appending("growing.csv")
    try path.write("key\n")
    // Each look finds it changed: it has stopped changing only when all is there. A process of its own writes evenly,
    // whatever else the tests are doing.
    try Python.run(
      """
      import sys, time
      with open(sys.argv[1], "a") as copy:
          for number in range(60):
              copy.write(f"row {number}\\n")
              copy.flush()
              time.sleep(0.05)
      """, [path.string])
    let job = try await server.finishedJob(named: "growing.csv")
    #expect(try server.spool.jobFolder(job).manifest()?.rows.count == 60)
  }

  @Test func aShareThatIsTakenAwayDelaysDeliveryAndComesBackWhole() async throws {
    try server.start()
    try write("key,n,way\na,1,hold\nb,2,ok\n", as: "away.csv", in: "incoming/ledger")
    let job = try await server.job(named: "away.csv")
    try await wait(for: "the running row") { try server.ledger.counts()["first a"] == 1 }
    mount.unmount()
    // An empty folder is left: nobody believes it.
    try await wait(for: "the share to be missed; \(server.evidence)") {
      server.log.contains("The folder \(server.incoming) is not reachable now: its mark is not there.")
    }
    try server.folder.appending("ledger.go").write("")
    try await wait(for: "the rows' end") { try server.count(.done, of: job) == 2 }
    try await wait(for: "the results to wait; \(server.evidence)") {
      server.log.contains("The folder \(server.outgoing) is not there; results are delivered when it is back.")
    }
    #expect(try server.spool.jobFolder(job).finished() == nil)
    #expect(mount.front.names.isEmpty, "something was made in the empty mount point")
    // Meanwhile others go on dropping.
    try write("key\nmeanwhile\n", as: "meanwhile.csv", in: "incoming/pass")
    try mount.mount()
    try await server.finished(job)
    _ = try await server.finishedJob(named: "meanwhile.csv")
    try InvariantCheck(server).check([job])
    #expect(try server.ledger.counts()["first a"] == 1)
  }

  @Test func aShareWhoseServerIsGoneFailsEveryCallAndIsWaitedFor() async throws {
    try server.start()
    try await wait(for: "the drop folders") { mount.behind.appending("incoming").names.contains("pass") }
    try write("key\nbefore\n", as: "before.csv", in: "incoming/pass")
    _ = try await server.finishedJob(named: "before.csv")
    mount.breakConnection()
    try await wait(for: "the share to be missed; \(server.evidence)") {
      server.log.contains("The folder \(server.incoming) is not reachable now")
    }
    try write("key\nlater\n", as: "later.csv", in: "incoming/pass")
    mount.unmount()
    try mount.mount()
    _ = try await server.finishedJob(named: "later.csv")
    #expect(try server.spool.listJobs().jobs.count == 2)
  }

  @Test func aServerThatStartsWithoutItsShareMakesNothingInItsPlace() async throws {
    mount.unmount()
    try server.start()
    try await wait(for: "the share to be missed; \(server.evidence)") {
      server.log.contains("The folder \(server.incoming) is not reachable now")
    }
    #expect(mount.front.names.isEmpty, "\(mount.front.names)")
    // What is dropped into the empty folder is no drop of this spool.
    try mount.front.appending("incoming").appending("pass").appending("stray.csv").write("key\nstray\n")
    try FileManager.default.removeItem(atPath: mount.front.appending("incoming").string)
    try mount.mount()
    try await wait(for: "the drop folders; \(server.evidence)") {
      mount.behind.appending("incoming").names.contains("pass")
    }
    try write("key\nafter\n", as: "after.csv", in: "incoming/pass")
    _ = try await server.finishedJob(named: "after.csv")
    #expect(try server.spool.listJobs().jobs.count == 1)
  }

  @Test func theDoctorSaysHowTheShareIsLookedThrough() throws {
    let report = try Doctor.report(on: server)
    #expect(
      report.contains(
        "incoming: on fuse other machines' changes raise no event here, so it is looked through regularly."),
      "\(report)")
    #expect(
      report.contains(
        """
        it is looked through every 100ms. What is dropped here is noticed one look after this machine's cache of the \
        share shows it.
        """))
    #expect(
      report.contains("incoming: it lies on another disk than the spool, so each drop is copied when it is taken."))
    #expect(report.contains("control: a file can be replaced while somebody has it open."))
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: mount.front.string).allSatisfy { !$0.contains("doctor") })
  }
}
