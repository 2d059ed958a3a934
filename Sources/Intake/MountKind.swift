import CFileShims

/// Who can change what lies on a file system.
package enum MountKind: Hashable, Sendable {
  /// Only this machine, and its kernel tells.
  case local
  /// Other machines too: NFS, SMB, a cluster.
  case network
  /// A program behind FUSE, or the host of a virtual machine: anybody, for all we know.
  case fuse
  /// A file system we have never heard of.
  case unknown

  /// Whether it must be listed again and again, for lack of events.
  package var isPolled: Bool { self != .local }

  /// The kind of the file system that an open descriptor lies on. The corresponding C function is `fstatfs`.
  ///
  /// - Returns: `unknown` where the call fails.
  static func ofDescriptor(_ descriptor: Int32) -> MountKind {
    let magic = rowspool_filesystem_magic(descriptor)
    return magic < 0 ? .unknown : MountKind(magic: UInt32(truncatingIfNeeded: magic))
  }

  /// Magic numbers are those of `linux/magic.h` and of the file systems' own sources.
  package init(magic: UInt32) {
    self = Self.kinds[magic] ?? .unknown
  }

  private static let kinds: [UInt32: MountKind] = [
    0xEF53: .local,  // ext2, ext3, ext4
    0x5846_5342: .local,  // XFS
    0x9123_683E: .local,  // btrfs
    0x0102_1994: .local,  // tmpfs
    0x8584_58F6: .local,  // ramfs
    0x794C_7630: .local,  // overlay
    0x2FC1_2FC1: .local,  // ZFS
    0xF2F5_2010: .local,  // F2FS
    0xCA45_1A4E: .local,  // bcachefs
    0x5265_4973: .local,  // ReiserFS
    0x3153_464A: .local,  // JFS
    0x3434: .local,  // NILFS
    0x4D44: .local,  // FAT
    0x2011_BAB0: .local,  // exFAT
    0x7366_746E: .local,  // NTFS, by the kernel
    0x6969: .network,  // NFS
    0x517B: .network,  // SMB
    0xFF53_4D42: .network,  // CIFS
    0xFE53_4D42: .network,  // SMB2
    0x5346_414F: .network,  // AFS
    0x6B41_4653: .network,  // AFS, by the kernel
    0x7375_7245: .network,  // Coda
    0x00C3_6400: .network,  // Ceph
    0x0BD0_0BD0: .network,  // Lustre
    0x4750_4653: .network,  // GPFS
    0x1983_0326: .network,  // BeeGFS
    0x2003_0528: .network,  // OrangeFS
    0x0116_1970: .network,  // GFS2: the other nodes' writes raise no event here
    0x7461_636F: .network,  // OCFS2: likewise
    0x0102_1997: .network,  // 9p
    0x786F_4256: .network,  // VirtualBox shared folders
    0x6A65_6A63: .network,  // virtiofs
    0x6573_5546: .fuse,
  ]
}
