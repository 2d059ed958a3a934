import Foundation
import Glibc
import SystemPackage

/// Certificates of an authority of the tests' own, and a server that shows one of them. Made by the `openssl` program,
/// served by Python's `ssl`.
final class TLSServer: @unchecked Sendable {
  enum Certificate: String {
    case good, expired, otherName, selfSigned
  }

  let port: Int
  private let process: Process
  private let folder: TestFolder

  /// The authority, as PEM.
  var authority: FilePath { folder.path.appending("authority.pem") }

  init(_ certificate: Certificate) throws {
    folder = try TestFolder()
    try Self.run("sh", ["-ec", Self.making, "sh", certificate.rawValue], in: folder)
    process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.serving]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path.string)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw RawServerFailure(description: "python3 said '\(line)'")
    }
    self.port = port
  }

  deinit {
    // It inherits the thread's blocked signals: a polite one may never arrive.
    kill(process.processIdentifier, SIGKILL)
  }

  private static func run(_ program: String, _ arguments: [String], in folder: TestFolder) throws {
    let process = Process()
    // Not a pipe: another test's child may inherit its end, and keep it open.
    let errors = folder.path.appending("errors")
    _ = FileManager.default.createFile(atPath: errors.string, contents: nil)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path.string)
    process.standardError = FileHandle(forWritingAtPath: errors.string)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw RawServerFailure(description: String(decoding: try errors.bytes(), as: UTF8.self))
    }
  }

  /// `ca` signs with dates of its own choosing, which `x509` of Debian 12 cannot.
  private static let making = """
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=Test authority' \
      -keyout authority.key -out authority.pem
    name=localhost; start=20200101000000Z; end=20450101000000Z
    case $1 in
      expired) end=20200201000000Z ;;
      otherName) name=other.example ;;
    esac
    printf 'subjectAltName=DNS:%s\\n' $name > extensions
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -subj "/CN=$name" -out server.csr
    touch index; echo 01 > serial
    printf '[ca]\\ndefault_ca=a\\n[a]\\ndatabase=index\\nserial=serial\\nnew_certs_dir=.\\ndefault_md=sha256\\npolicy=p\\n\
    rand_serial=yes\\n[p]\\ncommonName=supplied\\n' > settings
    if [ $1 = selfSigned ]; then
      openssl req -x509 -key server.key -days 3650 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -out server.pem
    else
      openssl ca -batch -config settings -in server.csr -out server.pem -cert authority.pem -keyfile authority.key \
        -startdate $start -enddate $end -extfile extensions -notext
    fi
    """

  private static let serving = """
    import http.server, ssl
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("server.pem", "server.key")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """
}
