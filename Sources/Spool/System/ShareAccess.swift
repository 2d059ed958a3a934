import Glibc

/// Who may do what with the files and folders that rowspool makes where people work: in `incoming`, `control`,
/// `outgoing` and `rejected`. The spool's own folders follow the server's umask.
package struct ShareAccess: Sendable, Hashable {
  /// Permission bits of files, whatever the umask is: those who share the folder may replace and delete them.
  package var fileMode: UInt32 = 0o664
  /// Permission bits of folders. The set-group-id bit lets what is made in them have their group.
  package var folderMode: UInt32 = 0o2775
  /// The group they get; `nil` for the one that they inherit.
  package var group: UInt32?

  package init() {}

  /// Applies to what was just made and is open. The C functions are `fchown` and `fchmod`.
  ///
  /// A share may refuse both, or know neither (SMB mounts have modes of their own): what was made is there all the
  /// same, and `doctor` tries it and says so. The group goes first: changing it clears the set-group-id bit.
  func apply(to descriptor: Int32, isFolder: Bool) {
    if let group { _ = fchown(descriptor, UInt32.max, group) }
    let mode = isFolder ? folderMode : fileMode
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & 0o7777 != mode else { return }
    _ = fchmod(descriptor, mode)
  }
}
