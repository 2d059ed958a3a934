import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What watchers are told over real connections, by programs that know nothing of ours.
@Suite(.serialized) struct EventTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_WEB": "127.0.0.1:0"])
    try server.addLedgerWorkflow()
    try server.start()
  }

  /// Where the page listens.
  private func port() async throws -> String {
    try await wait(for: "the page; \(server.evidence)") {
      guard let line = server.log.split(separator: "\n").last(where: { $0.contains("the page is at http://") }) else {
        return nil
      }
      return line.split(separator: ":").last.map { String($0.filter(\.isNumber)) }
    }
  }

  private func python(_ script: String, _ arguments: [String]) async throws -> JSONValue {
    let port = try await port()
    return try await Task.detached { try Python.json(Self.clients + script, [port] + arguments) }.value
  }

  @Test func ordersOfThePageAndOfTheFolderBothShowInTheStream() async throws {
    try server.drop("long.csv", into: "ledger", "key,n,way\nk1,1,ok\nk2,2,hold\nk3,3,ok\n")
    let job = try await server.job(named: "long.csv")
    try await wait(for: "the second row to hold") { try server.ledger.count("first", "k2") == 1 }
    let script = """
      stream = Events()
      stream.until(lambda job: job["state"] == "running")
      post("/jobs/" + quote(JOB) + "/pause")
      stream.until(lambda job: job["state"] == "paused")
      order(sys.argv[3], "resume")
      stream.until(lambda job: job["state"] == "running")
      open(sys.argv[4], "w").close()
      stream.until(lambda job: job["state"].startswith("completed"))
      print(json.dumps({"ids": stream.ids == sorted(set(stream.ids)), "rows": sorted(stream.rows)}))
      """
    let go = server.ledger.path.string + ".go"
    let said = try await python(script, [job.text, server.control(.resume).removingLastComponent().string, go])
    #expect(said.object?["ids"] == true)
    #expect(said.object?["rows"]?.array?.contains("3 done") == true)
  }

  @Test func aWebSocketIsToldTheSameAndAnswersPings() async throws {
    try server.drop("one.csv", into: "ledger", "key,n,way\nk1,1,hold\n")
    let job = try await server.job(named: "one.csv")
    let script = """
      socket = Socket({})
      first = json.loads(socket.message())
      socket.send(9, b"here")
      socket.send(8, struct.pack("!H", 1000))
      opcodes = []
      while not opcodes or opcodes[-1] != 8:
          opcodes.append(socket.frame()[0])
      stranger = Socket({"Origin": "http://elsewhere.example"})
      own = Socket({"Origin": "http://127.0.0.1:" + PORT})
      print(json.dumps({"event": first["event"], "jobs": [job["job"] for job in first["data"]["jobs"]],
          "pong": 10 in opcodes, "stranger": stranger.status, "own": own.status}))
      """
    let said = try await python(script, [job.text])
    #expect(
      said == [
        "event": "jobs", "jobs": [.string(job.text)], "pong": true, "stranger": 403, "own": 101,
      ])
  }

  @Test func openStreamsDoNotHoldUpTheEndOfTheServer() async throws {
    let script = """
      import os, signal
      streams = [Events() for _ in range(50)] + [Socket({}) for _ in range(50)]
      [stream.message() for stream in streams[50:]]
      os.kill(int(sys.argv[3]), signal.SIGTERM)
      for stream in streams[:50]:
          stream.rest()
      print(json.dumps([stream.isClosed() for stream in streams[50:]]))
      """
    let said = try await python(script, ["", String(server.processID)])
    #expect(said.array?.count == 50 && said.array?.allSatisfy { $0 == true } == true)
    #expect(try await server.waitForEnd() == 0)
    #expect(!server.log.contains("rror"), "\(server.log.suffix(2000))")
  }

  /// Two small clients, by the standards: server-sent events, and WebSockets (RFC 6455).
  private static let clients = """
    import base64, hashlib, http.client, json, os, socket as sockets, struct, sys
    from urllib.parse import quote
    PORT, JOB = sys.argv[1], sys.argv[2]
    HOST = "127.0.0.1:" + PORT
    class Events:
        def __init__(self):
            self.connection = http.client.HTTPConnection(HOST, timeout=60)
            self.connection.request("GET", "/api/v1/events" + ("?job=" + quote(JOB) if JOB else ""))
            self.answer = self.connection.getresponse()
            assert self.answer.status == 200, self.answer.status
            assert self.answer.getheader("Content-Type") == "text/event-stream"
            self.ids, self.rows = [], set()
        def next(self):
            event = {}
            while True:
                line = self.answer.readline().decode()
                assert line, "the stream ended"
                line = line.rstrip("\\n")
                if not line and "data" in event:
                    return event["event"], json.loads(event["data"])
                if ": " in line:
                    name, value = line.split(": ", 1)
                    event[name] = value
                    if name == "id": self.ids.append(int(value))
        def until(self, is_meant):
            while True:
                name, data = self.next()
                if name == "rows": self.rows |= {"%d %s" % (row["row"], row["state"]) for row in data["rows"]}
                if name == "jobs" and any(job["job"] == JOB and is_meant(job) for job in data["jobs"]): return
        def rest(self):
            try:
                while self.answer.readline(): pass
            except (http.client.IncompleteRead, ConnectionError): pass
    class Socket:
        def __init__(self, headers):
            key = base64.b64encode(os.urandom(16)).decode()
            self.socket = sockets.create_connection(("127.0.0.1", int(PORT)), timeout=60)
            lines = ["GET /api/v1/events HTTP/1.1", "Host: " + HOST, "Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + key]
            lines += [name + ": " + value for name, value in headers.items()]
            self.socket.sendall(("\\r\\n".join(lines) + "\\r\\n\\r\\n").encode())
            self.file = self.socket.makefile("rb")
            self.status = int(self.file.readline().split()[1])
            fields = {}
            while line := self.file.readline().decode().strip():
                name, value = line.split(":", 1)
                fields[name.lower()] = value.strip()
            if self.status == 101:
                mark = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
                assert fields["sec-websocket-accept"] == base64.b64encode(mark).decode()
        def frame(self):
            head = self.file.read(2)
            if len(head) < 2: return 8, b""
            length = head[1] & 127
            if length == 126: length, = struct.unpack("!H", self.file.read(2))
            elif length == 127: length, = struct.unpack("!Q", self.file.read(8))
            return head[0] & 15, self.file.read(length)
        def isClosed(self):
            while self.frame()[0] != 8: pass
            return True
        def message(self):
            while True:
                opcode, data = self.frame()
                assert opcode != 8, "closed"
                if opcode == 1: return data.decode()
        def send(self, opcode, data):
            mask = os.urandom(4)
            masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
            self.socket.sendall(bytes([128 | opcode, 128 | len(data)]) + mask + masked)
    def post(path):
        connection = http.client.HTTPConnection(HOST, timeout=60)
        connection.request("GET", "/api/v1/session")
        token = json.load(connection.getresponse())["token"]
        connection.request("POST", "/api/v1" + path, "{}",
            {"Content-Type": "application/json", "X-Rowspool-Token": token})
        assert connection.getresponse().status == 200
    def order(control, verb):
        open(os.path.join(control, verb, JOB), "w").close()

    """
}
