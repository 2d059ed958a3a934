import Foundation
import JobModel
import Testing

@testable import JobProcessing

@Suite struct TicketTests {
  private static let text = "rowspool ticket: 20261121-093512-报表-ab2c\r\n优先级：1\r\n"

  /// UTF-8 without and with a mark, UTF-16 in either order of bytes.
  private static var saved: [[UInt8]] {
    let little = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let big = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    return [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big]
  }

  @Test(arguments: saved)
  func isReadAsEditorsSaveIt(bytes: [UInt8]) throws {
    let ticket = try #require(TicketText.decode(bytes).flatMap { JobTicket($0) })
    #expect(ticket.job.text == "20261121-093512-报表-ab2c")
    #expect(TicketSettings(ticket.lines).priority == 1)
  }

  @Test func isReadAsOldChineseWindowsSavedIt() throws {
    // "优先级：2" in GBK.
    let bytes: [UInt8] = [0xD3, 0xC5, 0xCF, 0xC8, 0xBC, 0xB6, 0xA3, 0xBA, 0x32]
    let line = try #require(TicketText.decode(bytes))
    #expect(line == "优先级：2")
    #expect(TicketSettings([line]).priority == 2)
  }

  @Test func whatIsNoTextIsNone() {
    #expect(TicketText.decode([0x50, 0x4B, 3, 4, 0, 0]) == nil)
    #expect(TicketText.decode([0xFF, 0xFF, 0xFF]) == nil)
    #expect(JobTicket("20261121-093512-报表-ab2c\n") == nil)
    #expect(JobTicket("rowspool ticket: something\n") == nil)
  }

  @Test func linesOfPeopleMeanNothing() {
    let settings = TicketSettings(["# priority: 3", "Hello: world", "", "priority 3", "state: running"])
    #expect(settings.isEmpty)
  }

  @Test func badValuesAreAllSaid() {
    let settings = TicketSettings(["Priority = 0", "并发数：很多", "cost-ceiling: much", "费用上限: 12.50"])
    #expect(settings.problems.count == 3)
    #expect(settings.maxCost == 12.5)
  }
}
