package import Foundation
import Glibc
package import SystemPackage

/// Somebody at another machine, with `smbclient` in place of a file manager.
package struct SambaClient: Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package let server: SambaServer

  package init(_ server: SambaServer) {
    self.server = server
  }

  /// Runs commands such as `ls` or `rename "a" "b"`.
  ///
  /// - Returns: what the client wrote.
  /// - Throws: `Failure` with the server's answer where one of them did not work.
  @discardableResult
  package func run(_ commands: String...) async throws -> String {
    let arguments = arguments + ["-c", commands.joined(separator: ";")]
    return try await onOwnThread { try Self.output(of: arguments) }
  }

  /// Copies a file to the share under a name; a file of that name is overwritten.
  package func put(_ file: FilePath, as name: String) async throws {
    try await run("put \"\(file)\" \"\(name)\"")
  }

  /// Copies a text to the share.
  package func put(_ text: String, as name: String) async throws {
    try await put(text.utf8, as: name)
  }

  package func put(_ bytes: some Sequence<UInt8>, as name: String) async throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("file")
    try file.write(bytes)
    try await put(file, as: name)
  }

  /// Copies a file from the share.
  package func get(_ name: String) async throws -> Data {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("file")
    try await run("get \"\(name)\" \"\(file)\"")
    return try file.bytes()
  }

  package func text(_ name: String) async throws -> String {
    String(decoding: try await get(name), as: UTF8.self)
  }

  /// The names in a folder of the share, sorted; none where it is not there.
  package func names(in folder: String) async throws -> [String] {
    let listing: String
    do {
      listing = try await run("cd \"\(folder)\"", "ls")
    } catch let failure as Failure where failure.description.contains("NOT_FOUND") {
      return []
    }
    // Two blanks, the name, then its attributes, size and time in columns of their own.
    return listing.split(separator: "\n").compactMap { line -> String? in
      guard let match = line.wholeMatch(of: /\ \ (.+?) +[A-Z]* +\d+  \w{3} \w{3} [\d: ]+/) else { return nil }
      let name = String(match.1)
      return name == "." || name == ".." ? nil : name
    }
    .sorted()
  }

  /// The client's limit for one request counts on while it waits for more of the file that it uploads, so its usual 20 s
  /// would end an upload that a test holds up.
  fileprivate var arguments: [String] {
    ["-N", "-s", "/dev/null", "-t", "3600", "-p", String(server.port), "//127.0.0.1/\(SambaServer.share)"]
  }

  private static func output(of arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/smbclient")
    process.arguments = arguments
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self)
    guard process.terminationStatus == 0, !text.contains("NT_STATUS_") else {
      throw Failure(description: "smbclient: \(text)")
    }
    return text
  }
}

/// A client that stays connected and does one thing after the other: it uploads in pieces, or keeps files open.
package final class SambaSession: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let folder: TemporaryFolder
  private var upload: FileHandle?

  package init(_ client: SambaClient) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // It says at once what it has done.
    process.arguments = ["stdbuf", "-oL", "smbclient"] + client.arguments
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/"]
    process.standardInput = input
    let log = folder.path.appending("log")
    try log.write("")
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log.string))
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try output.close()
  }

  deinit { cut() }

  /// Gives a command and does not wait for its end.
  package func give(_ command: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
  }

  /// What the client has written so far.
  package var output: String { (try? folder.path.appending("log").text()) ?? "" }

  /// Begins to copy a file to the share whose bytes come by `write`.
  package func beginPut(as name: String) async throws {
    let pipe = folder.path.appending("pipe")
    guard mkfifo(pipe.string, 0o600) == 0 else { throw Errno(rawValue: errno) }
    try give("put \"\(pipe)\" \"\(name)\"")
    // Waits for the client to open the other end.
    upload = try await onOwnThread { try FileHandle(forWritingTo: URL(fileURLWithPath: pipe.string)) }
  }

  /// Sends more of the file. The client passes on what it has when its buffer is full, and at the end.
  package func write(_ text: String) async throws {
    try await write(Array(text.utf8))
  }

  package func write(_ bytes: [UInt8]) async throws {
    let upload = upload
    try await onOwnThread { try upload?.write(contentsOf: Data(bytes)) }
  }

  /// The file has come to its end. Waits until the server has all of it.
  ///
  /// - Throws: `SambaClient.Failure` where the client gave the upload up: what stands on the share is a part.
  package func endPut() async throws {
    try upload?.close()
    upload = nil
    try await wait(for: "the end of an upload; the client said: \(output)") {
      guard !output.contains("NT_STATUS_") else { throw SambaClient.Failure(description: "smbclient: \(output)") }
      return output.contains("putting file")
    }
  }

  /// Keeps a file of the share open for reading and writing, as an office program does: nobody may delete it.
  package func open(_ name: String) async throws {
    try give("open \"\(name)\"")
    try await wait(for: "'\(name)' to be open: \(output)") { output.contains("for read/write fnum") }
  }

  /// Ends the client in the middle of what it does.
  package func cut() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? upload?.close()
    upload = nil
  }
}
