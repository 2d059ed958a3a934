import HTTPTypes
import Metrics
import Testing

@testable import SpoolWeb

@Suite struct MetricsTests {
  @Test func numbersAreWrittenAsPrometheusReadsThem() {
    var family = MetricFamily("rows.by-state", .gauge)
    family.add(3, [("state", "a\"b\\c\nd")])
    family.add(0.5)
    family.add(.infinity)
    #expect(
      family.text == """
        # TYPE rows_by_state gauge
        rows_by_state{state="a\\"b\\\\c\\nd"} 3
        rows_by_state 0.5
        rows_by_state +Inf

        """)
  }

  @Test func whatIsCountedStays() {
    let registry = MetricsRegistry()
    for _ in 0..<2 { Counter(label: "drops", dimensions: [("kind", "csv")], factory: registry).increment(by: 2) }
    Metrics.Timer(label: "wait", factory: registry).recordNanoseconds(30_000_000)
    Gauge(label: "open", factory: registry).record(7)
    let text = registry.families.map(\.text).joined()
    #expect(text.contains("# TYPE drops_total counter\ndrops_total{kind=\"csv\"} 4\n"))
    #expect(text.contains("wait_bucket{le=\"0.025\"} 0\nwait_bucket{le=\"0.05\"} 1\n"))
    #expect(text.contains("wait_bucket{le=\"+Inf\"} 1\nwait_sum 0.03\nwait_count 1\n"))
    #expect(text.contains("# TYPE open gauge\nopen 7\n"))
  }

  @Test func thePageTellsHowItStands() async throws {
    let page = try TestPage()
    _ = try await page.ask(.get, "/nowhere/\(Int.random(in: 0...9))")
    let answer = try await page.ask(.get, "/metrics")
    #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(answer.body.contains("rowspool_http_requests_total{route=\"NotFound\",method=\"GET\",status=\"404\"} 1\n"))
    #expect(answer.body.contains("rowspool_jobs{state=\"running\"} 0\n"))
    #expect(answer.body.contains("# TYPE rowspool_disk_free_bytes gauge\n"))
  }

  @Test func watchersNeedNoLoginButNumbersDo() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    #expect(try await page.ask(.get, "/healthz", host: nil).status == .ok)
    let ready = try await page.ask(.get, "/readyz", host: "10.1.2.3:8080")
    #expect(ready.status == .serviceUnavailable && ready.body == "the spool is not served yet\n")
    #expect(try await page.ask(.get, "/metrics").status == .unauthorized)
    let token = try page.token("prometheus")
    #expect(try await page.ask(.get, "/metrics", [.authorization: "Bearer \(token)"]).status == .ok)
  }
}
