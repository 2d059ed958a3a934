/// The mounts of this machine, from `/proc/self/mountinfo`: the names of file systems for `doctor`, and the kind of
/// those whose magic number says nothing.
package struct MountTable: Sendable {
  package struct Mount: Hashable, Sendable {
    /// `st_dev` as `major:minor`.
    package var device: String
    /// Where it is mounted, as bytes.
    package var point: [UInt8]
    /// The file system's name: `ext4`, `nfs4`, `fuse.sshfs`.
    package var type: String

    package var kind: MountKind {
      if type == "fuse" || type == "fuseblk" || type.hasPrefix("fuse.") { return .fuse }
      if MountTable.networkTypes.contains(type) { return .network }
      return MountTable.localTypes.contains(type) ? .local : .unknown
    }
  }

  package private(set) var mounts: [Mount] = []

  /// Reads a mount table; lines that it cannot read are left out.
  ///
  /// The format is that of proc(5): id, parent, device, root, mount point, options, optional fields, `-`, type, …;
  /// blanks and backslashes in names are written as `\040` and the like.
  package init(mountinfo text: [UInt8]) {
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard fields.count > 6, let dash = fields[6...].firstIndex(where: { $0.elementsEqual("-".utf8) }),
        dash + 1 < fields.count
      else { continue }
      mounts.append(
        Mount(
          device: String(decoding: fields[2], as: UTF8.self), point: Self.unescaped(fields[4]),
          type: String(decoding: fields[dash + 1], as: UTF8.self)))
    }
  }

  /// The mount that an absolute path without `.`, `..` and links lies on: the longest mount point that leads to it,
  /// the last one of those mounted over each other.
  package func mount(of path: some Collection<UInt8>) -> Mount? {
    var best: Mount?
    for mount in mounts where Self.leads(mount.point, to: path) && mount.point.count >= best?.point.count ?? 0 {
      best = mount
    }
    return best
  }

  private static func leads(_ point: [UInt8], to path: some Collection<UInt8>) -> Bool {
    guard path.starts(with: point) else { return false }
    let slash = UInt8(ascii: "/")
    return point.last == slash || path.count == point.count || path.dropFirst(point.count).first == slash
  }

  private static func unescaped(_ field: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(field)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3).map { Int($0) - 0x30 }
      if byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (0..<8).contains($0) }),
        let value = UInt8(exactly: digits[0] * 64 + digits[1] * 8 + digits[2])
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private static let networkTypes: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "gpfs", "beegfs", "gfs2", "ocfs2", "coda",
    "orangefs", "pvfs2", "virtiofs", "vboxsf", "glusterfs", "ncpfs", "prl_fs", "vmhgfs",
  ]

  private static let localTypes: Set<String> = [
    "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "reiserfs", "jfs", "nilfs2", "vfat", "msdos",
    "exfat", "ntfs3", "ntfs", "tmpfs", "ramfs", "rootfs", "overlay", "aufs", "squashfs", "iso9660", "udf",
  ]
}
