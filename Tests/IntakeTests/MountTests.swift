import Testing

@testable import Intake

@Suite struct MountTests {
  private static let text = """
    22 27 0:21 / /proc rw,relatime - proc proc rw
    27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
    60 27 0:50 / /srv/share rw,relatime shared:30 - nfs4 server:/export rw
    61 27 0:51 / /srv/with\\040blank rw - cifs //server/x rw
    62 60 0:52 / /srv/share/local rw - tmpfs tmpfs rw
    63 27 0:53 / /srv/cloud rw - fuse.sshfs me@host: rw
    64 27 0:54 / /srv/layers rw - overlay overlay rw
    65 27 0:55 / /srv/odd rw - newfs thing rw
    damaged
    """

  private let table = MountTable(mountinfo: Array(text.utf8))

  @Test(arguments: [
    ("/home/x", "ext4", MountKind.local), ("/srv/share/in", "nfs4", .network), ("/srv/shared", "ext4", .local),
    ("/srv/share/local/in", "tmpfs", .local), ("/srv/with blank/in", "cifs", .network),
    ("/srv/cloud", "fuse.sshfs", .fuse), ("/srv/layers/in", "overlay", .local), ("/srv/odd", "newfs", .unknown),
  ])
  func thePathsMountIsTheLongestThatLeadsToIt(path: String, type: String, kind: MountKind) throws {
    let mount = try #require(table.mount(of: Array(path.utf8)))
    #expect(mount.type == type)
    #expect(mount.kind == kind)
  }

  @Test(arguments: [(0xEF53, false), (0x6969, true), (0xFE53_4D42, true), (0x6573_5546, true), (0x1234, true)])
  func everythingButALocalDiskIsPolled(magic: UInt32, isPolled: Bool) {
    #expect(MountKind(magic: magic).isPolled == isPolled)
  }
}
