import JobModel
import SystemPackage
import TestSupport
import Testing
import Workflows

@testable import JobProcessing

@Suite struct NotifyFaultsTests {
  @Test func namesThatLeadToNobodyAreSaid() throws {
    let folder = try TemporaryFolder()
    try folder.path.appending("notify.yaml").write(
      "notifiers: {team: {mail: [anna@example.com]}}\ndomains: [b.example, a.example]\n")
    let file = try NotifierFile(spool: folder.path, searchPath: [])
    #expect(file.faults(in: "Team; x@a.example").isEmpty)
    #expect(
      file.faults(in: "boss x@c.example").map(\.english) == [
        "Settings, notify: there is nobody called “boss” to tell. Known are: team. The job runs all the same.",
        "Settings, notify: no mail goes to “x@c.example”, as an address must end in @a.example or @b.example. The job "
          + "runs all the same.",
      ])
    #expect(
      NotifierFile().faults(in: "x@c.example 王").map { $0.text(in: .simplifiedChinese) } == [
        "设置，通知：本服务器不发送邮件，因此不会给“x@c.example”发邮件。任务照常运行。",
        "设置，通知：没有名为“王”的通知对象，因此不会通知。任务照常运行。",
      ])
  }
}
