import Containment
import Glibc
import Intake
import Spool
import SystemPackage

/// What `doctor` finds out about a spool and its machine. It needs no server, and leaves nothing of what it tries.
package struct SpoolCheckup: Sendable {
  package struct Finding: Hashable, Sendable {
    package enum Level: String, Sendable {
      case good
      /// It works, but not as well as it could.
      case remark
      /// It does not work, or will not for long.
      case fault
    }

    package var level: Level
    /// A stable word for the cause.
    package var code: String
    /// A sentence for an administrator.
    package var sentence: String

    init(_ level: Level, _ code: String, _ sentence: String) {
      self.level = level
      self.code = code
      self.sentence = sentence
    }
  }

  let configuration: Configuration

  package init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// All findings, in the order in which they are shown.
  package func run() -> [Finding] {
    var findings: [Finding] = []
    do {
      let spool = try Spool(opening: configuration.layout)
      findings.append(Finding(.good, "spool", "The spool \(configuration.spool) is in order (id \(spool.id))."))
      findings += spoolFindings(spool)
    } catch {
      findings.append(Finding(.fault, "spool", error.description))
    }
    return findings + room() + machine()
  }

  /// Renames and syncs of rows are only to be trusted on a disk of this machine alone.
  ///
  /// - Throws: `.notASpool` where the state folders lie on a network or FUSE file system.
  func refuseNetworkDisk() throws(SpoolError) {
    let finding = fileSystem()
    guard finding.level == .fault else { return }
    throw SpoolError(.notASpool, "serve", configuration.spool.string, reason: finding.sentence)
  }

  private func spoolFindings(_ spool: Spool) -> [Finding] {
    var findings = [server(spool), fileSystem()]
    for state in ["pending", "running", "done", "failed", "jobs", "tmp"] {
      let path = configuration.spool.appending(state)
      if access(path.string, R_OK | W_OK | X_OK) != 0 { findings.append(noRights(path)) }
    }
    return findings + configuration.layout.shares.flatMap { share($0.name, $0.path, spool) }
  }

  private func server(_ spool: Spool) -> Finding {
    do {
      let server = try ServerPresence.look(at: spool)
      return Finding(
        .good, "server", server.isRunning ? "The server runs (\(server.holder))." : "No server runs on this spool.")
    } catch {
      return Finding(.fault, "server", "Whether a server runs cannot be found out. \(error.description)")
    }
  }

  // MARK: Folders

  private func fileSystem() -> Finding {
    guard let mount = mount(of: configuration.spool) else {
      return Finding(.remark, "file-system", "The file system of \(configuration.spool) could not be found out.")
    }
    switch mount.kind {
    case .local: return Finding(.good, "file-system", "The spool lies on a local disk (\(mount.type)).")
    case .network, .fuse:
      return Finding(
        .fault, "file-system",
        """
        The spool lies on \(mount.type). pending, running, done, failed, jobs and tmp must lie on a local disk; only \
        incoming, control, outgoing and rejected may lie on a share.
        """)
    case .unknown:
      return Finding(
        .remark, "file-system",
        "The spool lies on \(mount.type), which rowspool does not know. It must be a disk of this machine alone.")
    }
  }

  func noRights(_ path: FilePath) -> Finding {
    Finding(.fault, "rights", "The folder \(path) may not be read and written by this user (\(geteuid())).")
  }

  /// `/proc/self` is a link, and folders are never opened through one.
  private static var ownProcess: FilePath { FilePath("/proc/\(getpid())") }

  func mount(of path: FilePath) -> MountTable.Mount? {
    guard let text = try? Folder.open(Self.ownProcess).contents(of: "mountinfo"),
      let resolved = realpath(path.string, nil)
    else { return nil }
    defer { free(resolved) }
    return MountTable(mountinfo: text).mount(of: Array(String(cString: resolved).utf8))
  }

  // MARK: Room

  private func room() -> [Finding] {
    var facts = statvfs()
    guard statvfs(configuration.spool.string, &facts) == 0 else { return [] }
    let free = Int(facts.f_bavail) * Int(facts.f_frsize)
    let words = ByteCountText.rounded(free)
    var findings: [Finding] = []
    if free < configuration.minimumFree {
      findings.append(
        Finding(
          .fault, "room",
          """
          Only \(words) are free on the spool's disk, less than minimumFree \
          (\(ByteCountText.rounded(configuration.minimumFree))): nothing is taken in until there is more.
          """))
    } else {
      findings.append(Finding(.good, "room", "\(words) are free on the spool's disk."))
    }
    // btrfs and some others have no fixed number of inodes and say 0.
    guard facts.f_files > 0 else { return findings }
    let isScarce = facts.f_favail < 100_000
    let sentence = "\(facts.f_favail) more files fit on the spool's disk; each row is a file."
    return findings + [Finding(isScarce ? .remark : .good, "inodes", sentence)]
  }

  // MARK: The machine

  private func machine() -> [Finding] {
    inotify() + protections() + programs() + [libraries()]
  }

  private func inotify() -> [Finding] {
    let wanted = [("max_user_watches", 8192), ("max_user_instances", 16)]
    return wanted.compactMap { name, least in
      guard let text = try? Folder.open("/proc/sys/fs/inotify").contents(of: name),
        let limit = Int(String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self))
      else { return nil }
      let sentence = "fs.inotify.\(name) is \(limit)"
      return limit >= least
        ? Finding(.good, "inotify", "\(sentence).")
        : Finding(
          .remark, "inotify", "\(sentence). With many folders raise it to \(least): sysctl fs.inotify.\(name)=\(least)")
    }
  }

  private func protections() -> [Finding] {
    let missing = Protections.missing()
    if missing.isEmpty {
      return [Finding(.good, "protection", "Foreign files are opened in children confined by Landlock and seccomp.")]
    }
    return missing.map { Finding(.remark, "protection", $0.reason) }
  }

  private func programs() -> [Finding] {
    guard let own = MachineFacts.current.executable else { return [] }
    let pictures = own.removingLastComponent().appending("rowspool-images")
    return access(pictures.string, X_OK) == 0
      ? [Finding(.good, "program", "The program for pictures is \(pictures).")]
      : [
        Finding(
          .fault, "program",
          """
          The program for pictures, \(pictures), is not there or cannot be run: pictures cannot be processed. \
          Install rowspool again.
          """)
      ]
  }

  /// The shared libraries this process has loaded, by their file names, which carry their versions.
  private func libraries() -> Finding {
    guard let maps = try? Folder.open(Self.ownProcess).contents(of: "maps") else {
      return Finding(.remark, "libraries", "The libraries in use could not be found out.")
    }
    let files = String(decoding: maps, as: UTF8.self).split(separator: "\n").compactMap { line in
      line.split(separator: "/").last.map(String.init)
    }
    let wanted = ["libarchive", "libxml2", "libxlsxwriter", "libcsv", "libuchardet", "libcrypto", "libseccomp"]
    let found = Set(files).filter { file in wanted.contains { file.hasPrefix("\($0).so") } }.sorted()
    return Finding(.good, "libraries", "Libraries in use: \(found.joined(separator: ", ")).")
  }
}
