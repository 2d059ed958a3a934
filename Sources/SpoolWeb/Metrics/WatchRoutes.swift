import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import NIOCore

/// `/healthz`, `/readyz`, `/metrics`: for whoever watches over the server.
struct WatchRoutes: Sendable {
  let desk: FrontDesk
  let access: AccessDesk
  let registry: MetricsRegistry
  /// How long the part that starts rows may take to answer before the server counts as ill.
  static let patience = Duration.seconds(5)

  func add(to router: Router<WebContext>) {
    router.get("healthz") { _, _ -> Response in
      await isAlive() ? Self.text("ok\n") : Self.text("the server does not answer\n", .serviceUnavailable)
    }
    router.get("readyz") { _, _ -> Response in
      let obstacles = await desk.obstacles()
      return obstacles.isEmpty
        ? Self.text("ok\n") : Self.text(obstacles.map { $0 + "\n" }.joined(), .serviceUnavailable)
    }
    router.get("metrics") { _, _ -> Response in
      let families = registry.families + (await spoolFamilies())
      return Self.text(families.map(\.text).joined(), type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  private func isAlive() async -> Bool {
    let (answers, answer) = AsyncStream.makeStream(of: Bool.self)
    // Not awaited, as one that never ends is what is looked for.
    let asking = Task {
      await desk.isResponsive()
      answer.yield(true)
    }
    let waiting = Task {
      try? await ContinuousClock().sleep(for: Self.patience)
      answer.yield(false)
    }
    defer {
      asking.cancel()
      waiting.cancel()
    }
    return await answers.first { _ in true } ?? false
  }

  private func spoolFamilies() async -> [MetricFamily] {
    let measured = await desk.measurements()
    var jobs = MetricFamily("rowspool_jobs", .gauge)
    for state in JobState.allCases where !state.isFinished {
      jobs.add(Double(measured.jobs[state] ?? 0), [("state", state.rawValue)])
    }
    jobs.add(Double(measured.finishedJobs), [("state", "finished")])
    var rows = MetricFamily("rowspool_rows", .gauge)
    let counts = measured.rows
    let states = [
      ("pending", counts.pending), ("running", counts.running), ("done", counts.done), ("failed", counts.failed),
    ]
    for (state, count) in states { rows.add(Double(count), [("state", state)]) }
    return [
      jobs, rows, Self.gauge("rowspool_rows_retrying", measured.retryingRows),
      Self.gauge("rowspool_back_ends", measured.backEnds), Self.gauge("rowspool_back_ends_held", measured.heldBackEnds),
      Self.gauge("rowspool_event_streams", access.streams.count),
    ] + (measured.freeBytes.map { [Self.gauge("rowspool_disk_free_bytes", $0)] } ?? [])
  }

  private static func gauge(_ name: String, _ value: Int) -> MetricFamily {
    var family = MetricFamily(name, .gauge)
    family.add(Double(value))
    return family
  }

  private static func text(
    _ text: String, _ status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
  ) -> Response {
    Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
