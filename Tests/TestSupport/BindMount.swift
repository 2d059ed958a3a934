import Foundation
import Glibc
package import SystemPackage

/// A folder seen through FUSE (`bindfs`) at another place. What changes in the folder itself raises no event there, as
/// what other machines do on a share.
package final class BindMount: @unchecked Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Whether this machine allows it. A container may have no `/dev/fuse`, or no right to mount.
  package static let isPossible: Bool = {
    guard let folder = try? TemporaryFolder(), let mount = try? BindMount(of: folder.path) else { return false }
    mount.unmount()
    return true
  }()

  /// What a test says that cannot run without.
  package static let condition = "this machine lets nobody mount a folder by FUSE (no /dev/fuse, or no right to mount)"

  /// The folder itself: the other machines' side.
  package let behind: FilePath
  /// Where it is seen through FUSE.
  package let front: FilePath
  private let folder: TemporaryFolder
  private var process: Process?
  private var lifeline: Pipe?

  /// Mounts a folder; without one, a new one.
  package init(of behind: FilePath? = nil) throws {
    folder = try TemporaryFolder()
    self.behind = behind ?? folder.path.appending("behind")
    front = folder.path.appending("front")
    try self.behind.makeFolders()
    try front.makeFolders()
    try mount()
  }

  deinit { unmount() }

  /// Mounts it again.
  package func mount() throws {
    let (process, lifeline, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.script, behind.string, front.string]
    process.standardInput = lifeline
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = output.fileHandleForReading.firstLine()
    guard line == "mounted" else { throw Failure(description: "bindfs did not mount; `make deps-test` installs it") }
    (self.process, self.lifeline) = (process, lifeline)
  }

  /// Takes the mount away, also from under those who use it: an empty folder is left.
  package func unmount() {
    try? lifeline?.fileHandleForWriting.close()
    process?.waitUntilExit()
    (process, lifeline) = (nil, nil)
  }

  /// Ends the program behind the mount: every call on it fails, as on a share whose server is gone.
  package func breakConnection() {
    try? lifeline?.fileHandleForWriting.write(contentsOf: Data("break\n".utf8))
  }

  /// Mounts, says so, and unmounts with the end of standard input. A line there ends `bindfs` only.
  private static let script = """
    import os, subprocess, sys, time
    behind, front = sys.argv[1:3]
    server = subprocess.Popen(["bindfs", "-f", behind, front], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    for _ in range(500):
        if os.path.ismount(front): break
        if server.poll() is not None: sys.exit(1)
        time.sleep(0.02)
    else:
        server.kill()
        sys.exit(1)
    print("mounted", flush=True)
    for line in sys.stdin: server.kill()
    subprocess.run(["fusermount3", "-uz", front])
    server.terminate()
    server.wait()
    """
}
