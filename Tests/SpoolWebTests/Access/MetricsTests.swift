import Foundation
import HTTPTypes
import HummingbirdTesting
import JobModel
import Metrics
import NIOCore
import Spool
import SystemPackage
import TestSupport
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

  /// The samples that Prometheus' own client finds in a text: `name{label=value}` and the value.
  private func samples(_ text: String) throws -> [String: Double] {
    let script = """
      import json, sys
      from prometheus_client.parser import text_string_to_metric_families as families
      found = {}
      for family in families(sys.argv[1]):
          for sample in family.samples:
              labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
              key = sample.name + "{" + labels + "}"
              assert key not in found, key
              assert family.type in ("counter", "gauge", "histogram"), family
              found[key] = sample.value
      print(json.dumps(found))
      """
    let found = try Python.json(script, [text]).object?.members ?? []
    return Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.value.number ?? .nan) })
  }

  @Test func prometheusReadsAllThatThePageTells() async throws {
    let page = try TestPage()
    for _ in 0..<3 { _ = try await page.ask(.get, "/api/v1/jobs") }
    _ = try await page.ask(.get, "/api/v1/nothing")
    let found = try samples(try await page.ask(.get, "/metrics").body)
    #expect(found["rowspool_http_requests_total{method=GET,route=/api/v1/jobs,status=200}"] == 3)
    #expect(found["rowspool_http_requests_total{method=GET,route=NotFound,status=404}"] == 1)
    #expect(found["rowspool_http_request_seconds_count{route=/api/v1/jobs}"] == 3)
    #expect(found["rowspool_http_request_seconds_bucket{le=+Inf,route=/api/v1/jobs}"] == 3)
    #expect(found["rowspool_jobs{state=finished}"] == 0 && found["rowspool_disk_free_bytes{}"] ?? 0 > 0)
  }

  @Test func prometheusReadsLabelsOfAnyText() throws {
    var family = MetricFamily("rows", .gauge)
    family.add(3, [("state", "a\"b\\c\nd 茶")])
    #expect(try samples(family.text) == ["rows{state=a\"b\\c\nd 茶}": 3])
  }

  // MARK: Fit or not

  @Test func itIsReadyWhileTheSpoolIsServed() async throws {
    let page = try RunningPage()
    try await page.run { client in
      #expect(try await client.execute(uri: "/readyz", method: .get).status == .ok)
      #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
      // A share that is away: its marker is gone.
      let marker = page.spool.layout.outgoing.appending(SpoolLayout.sentinel)
      try FileManager.default.removeItem(atPath: marker.string)
      let answer = try await client.execute(uri: "/readyz", method: .get)
      #expect(answer.status == .serviceUnavailable && String(buffer: answer.body) == "outgoing is away\n")
      #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok, "a restart would not help")
    }
  }

  @Test func itIsNotReadyWithoutRoomOrBeforeTheSpoolIsServed() async throws {
    let page = try TestPage(["minimumFree": "1000TB"])
    let answer = try await page.ask(.get, "/readyz")
    #expect(answer.status == .serviceUnavailable && answer.body == "the disk is full\nthe spool is not served yet\n")
    #expect(try await page.ask(.get, "/healthz").status == .ok)
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
