import Glibc
import Intake
import JobModel
import Spool
import SystemPackage

/// The folders that people see: what the server does in them is tried.
extension SpoolCheckup {
  /// All findings about one of the four folders, the worst alone where nothing can be tried.
  func share(_ name: String, _ path: FilePath, _ spool: Spool) -> [Finding] {
    if let fault = absence(name, path, spool) { return [fault] }
    let mount = mount(of: path)
    let trial: FolderTrial
    do {
      trial = try FolderTrial(in: path, access: configuration.access)
    } catch {
      return [Finding(.fault, "rights", "\(name): \(path) cannot be worked in. \(error.description)")]
    }
    let isPolled = mount?.kind.isPolled ?? false
    var findings = [place(name, path, mount), events(name, trial, mount)]
    findings += [renames(name, trial), replacing(name, trial)] + modes(name, trial) + deleting(name, path)
    if let clock = clock(name, trial) { findings.append(clock) }
    findings += capitals(name, trial) + shareRoom(name, path) + otherDisk(name, path)
    if name == "incoming" || name == "control" { findings.append(reaction(name, trial, isPolled: isPolled)) }
    return findings
  }

  private func absence(_ name: String, _ path: FilePath, _ spool: Spool) -> Finding? {
    guard Glibc.access(path.string, F_OK) == 0 else {
      return Finding(
        .fault, "share", "The folder \(name) (\(path)) is not there. Connect its share, or run: rowspool init")
    }
    guard Glibc.access(path.string, R_OK | W_OK | X_OK) == 0 else { return noRights(path) }
    guard spool.isPresent(share: path) else {
      return Finding(
        .fault, "share",
        """
        The folder \(name) (\(path)) does not carry this spool's id (\(SpoolLayout.sentinel)). Either its share is not \
        connected, or it was never made ready: then run rowspool init.
        """)
    }
    return nil
  }

  // MARK: What was tried

  private func place(_ name: String, _ path: FilePath, _ mount: MountTable.Mount?) -> Finding {
    guard let mount else { return Finding(.good, "share", "The folder \(name) (\(path)) is there.") }
    let disk = mount.kind == .local ? "a local disk (\(mount.type))" : mount.type
    return Finding(.good, "share", "The folder \(name) (\(path)) is there, on \(disk).")
  }

  private func events(_ name: String, _ trial: FolderTrial, _ mount: MountTable.Mount?) -> Finding {
    if let mount, mount.kind.isPolled {
      return Finding(
        .good, "notify",
        "\(name): on \(mount.type) other machines' changes raise no event here, so it is looked through regularly.")
    }
    return trial.hasEvents
      ? Finding(.good, "notify", "\(name): a new file raised an event at once.")
      : Finding(
        .remark, "notify",
        """
        \(name): a new file raised no event within a second, so it is looked through regularly. If other folders have \
        events, the limit of watched folders is reached (fs.inotify.max_user_watches).
        """)
  }

  private func renames(_ name: String, _ trial: FolderTrial) -> Finding {
    trial.isRenameWhole
      ? Finding(.good, "rename", "\(name): a file renamed over another was there, whole, at every moment.")
      : Finding(
        .remark, "rename",
        """
        \(name): while a file was renamed over another, there was a moment without it. Whoever opens STATUS.html in \
        that moment must try again; nothing is lost.
        """)
  }

  private func replacing(_ name: String, _ trial: FolderTrial) -> Finding {
    guard let code = trial.replacingOpen else {
      return Finding(.good, "replace", "\(name): a file can be replaced while somebody has it open.")
    }
    return Finding(
      .remark, "replace",
      """
      \(name): a file cannot be replaced while somebody has it open (\(String(cString: strerror(code)))). New results \
      then get a number: “… (2).xlsx”.
      """)
  }

  private func modes(_ name: String, _ trial: FolderTrial) -> [Finding] {
    let wanted = configuration.access
    let made = [("files", trial.fileMode, wanted.fileMode), ("folders", trial.folderMode, wanted.folderMode)]
    let wrong = made.filter { $0.1 & 0o7777 != $0.2 }
    var findings = wrong.map { what, found, wanted in
      Finding(
        .remark, "mode",
        """
        \(name): \(what) made here get the mode \(Self.octal(found & 0o7777)) instead of \(Self.octal(wanted)). Set the \
        modes where the share is mounted or exported, and put the server's user into the folder's group.
        """)
    }
    if let group = wanted.group, group != trial.group {
      findings.append(
        Finding(
          .remark, "group",
          """
          \(name): what is made here gets the group \(trial.group) instead of \(group). Put the server's user into \
          that group.
          """))
    }
    guard findings.isEmpty else { return findings }
    return [
      Finding(
        .good, "mode",
        """
        \(name): files made here get the mode \(Self.octal(wanted.fileMode)), folders \
        \(Self.octal(wanted.folderMode)), both the group \(trial.group).
        """)
    ]
  }

  private static func octal(_ mode: UInt32) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Whether what others put here can be moved away.
  private func deleting(_ name: String, _ path: FilePath) -> [Finding] {
    guard name == "incoming" || name == "control" else { return [] }
    let below =
      name == "incoming" ? DropFolderNames.below(configuration.templates) : Order.Verb.allCases.map(\.rawValue)
    let folders = [path] + below.map { $0.split(separator: "/").reduce(path) { $0.appending(String($1)) } }
    let findings = folders.compactMap { folder -> Finding? in
      var status = stat()
      guard stat(folder.string, &status) == 0 else { return nil }
      guard Glibc.access(folder.string, W_OK | X_OK) == 0 else {
        return Finding(
          .fault, "rights",
          "\(name): what is dropped into \(folder) cannot be taken: this user (\(geteuid())) may not delete there.")
      }
      // With the sticky bit only a file's owner, the folder's owner and root may move it.
      guard status.st_mode & 0o1000 != 0, geteuid() != 0, status.st_uid != geteuid() else { return nil }
      return Finding(
        .fault, "rights",
        """
        \(name): what others drop into \(folder) cannot be taken, because the folder has the sticky bit. \
        Run: chmod -t \(folder)
        """)
    }
    return findings.isEmpty
      ? [Finding(.good, "rights", "\(name): what is dropped can be moved away, in each of \(folders.count) folders.")]
      : findings
  }

  private func clock(_ name: String, _ trial: FolderTrial) -> Finding? {
    let lead = trial.clockLead
    guard abs(lead) > 2000 else {
      return Finding(.good, "clock", "\(name): its clock and this machine's agree within 2 seconds.")
    }
    return Finding(
      .remark, "clock",
      """
      \(name): the clock of the share's server is \(abs(lead) / 1000) s \(lead > 0 ? "ahead of" : "behind") this \
      machine's. Drops are taken all the same; times of files will look odd. Let both take the time from one place.
      """)
  }

  private func capitals(_ name: String, _ trial: FolderTrial) -> [Finding] {
    guard trial.ignoresCase else { return [] }
    return [Finding(.good, "case", "\(name): names that differ only in capital letters are one name here.")]
  }

  // MARK: Room and time

  private func shareRoom(_ name: String, _ path: FilePath) -> [Finding] {
    guard isOnOtherDisk(path) else { return [] }
    var facts = statvfs()
    guard statvfs(path.string, &facts) == 0, facts.f_blocks > 0 else { return [] }
    let free = Int(facts.f_bavail) * Int(facts.f_frsize)
    let words = ByteCountText.rounded(free)
    var findings = [
      free < configuration.minimumFree
        ? Finding(.remark, "room", "\(name): only \(words) are free here. Remove what nobody needs any more.")
        : Finding(.good, "room", "\(name): \(words) are free here.")
    ]
    if facts.f_files > 0, facts.f_favail < 10_000 {
      findings.append(Finding(.remark, "inodes", "\(name): only \(facts.f_favail) more files fit here."))
    }
    return findings
  }

  private func otherDisk(_ name: String, _ path: FilePath) -> [Finding] {
    guard name == "incoming", isOnOtherDisk(path) else { return [] }
    return [
      Finding(
        .good, "disk", "incoming: it lies on another disk than the spool, so each drop is copied when it is taken.")
    ]
  }

  private func isOnOtherDisk(_ path: FilePath) -> Bool {
    var (own, other) = (stat(), stat())
    guard stat(configuration.spool.string, &own) == 0, stat(path.string, &other) == 0 else { return false }
    return own.st_dev != other.st_dev
  }

  private func reaction(_ name: String, _ trial: FolderTrial, isPolled: Bool) -> Finding {
    let took = "listing its \(trial.entries) entries took \(max(1, trial.listing.wholeMilliseconds)) ms"
    guard isPolled || !trial.hasEvents else {
      return Finding(.good, "reaction", "\(name): \(took); what is dropped here is answered within 2 s.")
    }
    let poll = name == "control" ? configuration.pollControl : configuration.pollIncoming
    let level = trial.listing > poll ? Finding.Level.remark : .good
    return Finding(
      level, "reaction",
      """
      \(name): \(took); it is looked through every \(YAMLText.duration(poll)). What is dropped here is noticed one \
      look after this machine's cache of the share shows it.
      """)
  }
}
