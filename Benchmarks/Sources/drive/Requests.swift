import HTTPTransfer
import SystemPackage

/// Requests of rows: many small ones at a time, and large files one at a time.
struct Requests {
  private let client: HTTPClient
  private let url: String

  init(_ url: String) {
    var options = HTTPClientOptions()
    options.proxies = .none
    client = HTTPClient(options: options)
    self.url = url
  }

  /// Sends `count` requests with a small body each, `inFlight` at a time, and says how long all took.
  func run(count: Int, inFlight: Int) async throws {
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<inFlight {
        let share = count / inFlight + (worker < count % inFlight ? 1 : 0)
        group.addTask {
          var request = request("POST")
          request.headers = [HTTPHeader("Content-Type", "application/json"), HTTPHeader("Authorization", "Bearer key")]
          request.body = .bytes(Array("{\"prompt\":\"a cup on a table\"}".utf8))
          request.secrets = ["sk-0123456789"]
          for _ in 0..<share {
            let response = try await client.send(request)
            precondition(response.status == 200, "the server answers")
          }
        }
      }
      try await group.waitForAll()
    }
    try Drive.say("seconds \(start.duration(to: .now) / .seconds(1))")
  }

  func upload(_ file: FilePath) async throws {
    var request = request("POST")
    request.body = .file(file)
    let response = try await client.send(request)
    precondition(response.status == 200, "the server takes it")
  }

  func download(to file: FilePath) async throws {
    var request = request("GET")
    request.receiver = .file(file, limit: 1 << 40)
    request.secrets = ["sk-0123456789"]
    let response = try await client.send(request)
    precondition(response.status == 200, "the server gives it")
  }

  private func request(_ method: String) -> HTTPRequest {
    var request = HTTPRequest(method, url)
    let here = Set(["127.0.0.1"].compactMap { HTTPHostPattern($0) })
    request.access = HTTPAccess(hosts: here, privateHosts: here)
    return request
  }
}
