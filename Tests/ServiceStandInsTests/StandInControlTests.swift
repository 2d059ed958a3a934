import JobModel
import TestSupport
import Testing

@Suite struct StandInControlTests {
  @Test func startsAnswersAndForgets() async throws {
    let standIns = try await StandIns.start()
    defer { standIns.stop() }
    #expect(standIns.storagePort != standIns.port)
    try await standIns.fault(["status": 503], service: "storage", times: 1)
    #expect(try await standIns.calls(service: "storage").isEmpty)
    try await standIns.reset()
  }

  @Test func refusesFaultsThatThereAreNot() async throws {
    let standIns = try await StandIns.start()
    defer { standIns.stop() }
    await #expect(throws: StandIns.Failure.self) { try await standIns.fault(["status": 503], service: "nobody") }
    await #expect(throws: StandIns.Failure.self) { try await standIns.fault(["colour": "red"], service: "storage") }
    await #expect(throws: StandIns.Failure.self) { try await standIns.fault(["damage": "x"], service: "storage") }
  }
}
