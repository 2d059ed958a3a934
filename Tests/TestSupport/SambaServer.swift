import Foundation
import Glibc
package import SystemPackage

/// A Samba server of a test's own on the loopback. It has its own configuration, databases and port, runs as the
/// test's user, and ends with the test, also when that crashes.
package final class SambaServer: @unchecked Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The one share there is. Everybody is a guest.
  package static let share = "office"

  private let process = Process()
  /// The server ends when this end of its standard input is closed.
  private let lifeline = Pipe()
  private let folder: TemporaryFolder
  package let port: Int

  /// Starts a server and waits until it listens, on a thread of its own.
  ///
  /// - Parameter path: the folder that is shared.
  package static func start(sharing path: FilePath) async throws -> SambaServer {
    try await onOwnThread { try SambaServer(sharing: path) }
  }

  private init(sharing path: FilePath) throws {
    folder = try TemporaryFolder()
    let configuration = folder.path.appending("smb.conf")
    try configuration.write(Self.configuration(sharing: path, in: folder.path))
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.script, configuration.string]
    process.environment = [
      "PATH": "/usr/local/sbin:/usr/sbin:/sbin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    ]
    process.standardInput = lifeline
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = output.fileHandleForReading.firstLine()
    guard let port = Int(line) else {
      throw Failure(description: "Samba did not start: \(line); `make deps-test` installs it")
    }
    self.port = port
  }

  deinit { stop() }

  /// Ends the server and all its connections, and waits until it is gone.
  package func stop() {
    guard process.isRunning else { return }
    try? lifeline.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Ends the connections of all clients at once, as a network does that fails. The server goes on.
  package func cutConnections() {
    try? lifeline.fileHandleForWriting.write(contentsOf: Data("cut\n".utf8))
  }

  /// The end of what Samba has written, for messages.
  package var evidence: String { "Samba's log ends:\n\((try? folder.path.appending("log").text().suffix(3000)) ?? "")" }

  /// What people mount: one share for everybody, who are guests and the test's own user. The masks are those that
  /// docs/shares.md recommends. Clients write in small pieces, so that a file can be seen growing.
  private static func configuration(sharing path: FilePath, in folder: FilePath) throws -> String {
    guard let user = getpwuid(geteuid()) else { throw Failure(description: "the test's user has no name") }
    return """
      [global]
        server role = standalone server
        interfaces = lo
        bind interfaces only = yes
        disable netbios = yes
        private dir = \(folder)
        lock directory = \(folder)
        state directory = \(folder)
        cache directory = \(folder)
        pid directory = \(folder)
        ncalrpc dir = \(folder)/ncalrpc
        log file = \(folder)/log
        max log size = 0
        map to guest = Bad User
        guest account = \(String(cString: user.pointee.pw_name))
        load printers = no
        printing = bsd
        disable spoolss = yes
        nt acl support = no
        smb2 max write = 65536
      [\(share)]
        path = \(path)
        guest ok = yes
        read only = no
        create mask = 0664
        directory mask = 2775
        map archive = no
        map readonly = no
        store dos attributes = no

      """
  }

  /// Starts `smbd` on a free port, says which, and ends it and all its connections with standard input. A line there
  /// ends the connections only.
  private static let script = """
    import os, signal, socket, subprocess, sys, time
    def free():
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            return s.getsockname()[1]
    def listens(port):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", port)) == 0
    def start():
        port = free()
        server = subprocess.Popen(["smbd", "--foreground", "--no-process-group", "--configfile", sys.argv[1],
            "--option", "smb ports=%d" % port], start_new_session=True, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        for _ in range(500):
            if listens(port): return server, port
            if server.poll() is not None: break
            time.sleep(0.02)
        end(server)
        return None, 0
    def end(server):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(server.pid, number)
                for _ in range(100):
                    server.poll()
                    os.killpg(server.pid, 0)
                    time.sleep(0.02)
            except ProcessLookupError:
                return
    def cut():
        for pid in os.listdir("/proc"):
            if pid.isdigit():
                try:
                    words = open("/proc/%s/stat" % pid).read().rsplit(")", 1)[1].split()
                    name = open("/proc/%s/comm" % pid).read().strip()
                    if int(words[1]) == server.pid and name == "smbd": os.kill(int(pid), signal.SIGKILL)
                except OSError:
                    pass
    for _ in range(3):
        server, port = start()
        if server: break
    else:
        sys.exit("no server")
    print(port, flush=True)
    for line in sys.stdin: cut()
    end(server)
    """
}
