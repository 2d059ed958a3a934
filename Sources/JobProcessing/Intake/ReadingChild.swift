import Containment
import Glibc
import JobModel
import Spool
import SystemPackage

/// The reading child: reads one drop under limits and ends.
package enum ReadingChild {
  /// Bytes of address space.
  private static let memory = 512 << 20

  /// Answers requests on standard input. To be called from `main`, before any thread is started.
  ///
  /// - Throws: `ContainmentError` where it cannot limit itself, or its parent is gone.
  package static func run() throws {
    try endWithParent()
    try RequestLoop.run { object in
      let request = try JSONLine.value(ReadingRequest.self, from: object)
      try confine(for: request)
      return try JSONLine.object(of: DropReader(request: request).read())
    }
  }

  /// Prints one table's rows, under the same limits.
  ///
  /// - Throws: `ContainmentError`, or what `TableExport.run` throws.
  package static func export(_ table: TableExport) throws {
    try endWithParent()
    var status = stat()
    guard table.path.withPlatformString({ stat($0, &status) }) == 0 else { throw Errno(rawValue: errno) }
    try confine(to: FileAccess(readable: FileAccess.systemFiles + [table.path]), bytes: Int(status.st_size))
    try table.run()
  }

  private static func confine(for request: ReadingRequest) throws {
    let drop = DropPlace(request).path
    let readable =
      FileAccess.systemFiles + [FilePath(request.jobFolder), drop] + request.rules.templates.map { FilePath($0) }
    try confine(
      to: FileAccess(readable: readable, writable: [FilePath(request.workshop)]), bytes: try bytes(of: drop))
  }

  /// Limits come before anything foreign is opened.
  private static func confine(to access: FileAccess, bytes: Int) throws {
    // 60 s, 2 s a MiB, and 200 µs a row, of which a MiB holds some tens of thousands at most.
    let seconds = 60 + 2 * (bytes >> 20) + min(bytes / 16, 1_048_576) / 5000
    let limits = ProcessLimits(addressSpace: memory, cpuSeconds: seconds, openFiles: 256)
    var access = access
    access.readable = access.readable.filter(exists)
    // What the kernel cannot protect `doctor` says; here the rest is in force.
    _ = try restrictSelf(to: access)
    try limits.applyToSelf()
  }

  private static func exists(_ path: FilePath) -> Bool {
    path.withPlatformString { access($0, F_OK) } == 0
  }

  private static func bytes(of path: FilePath) throws -> Int {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { throw Errno(rawValue: errno) }
    guard status.st_mode & 0o170000 == 0o040000 else { return Int(status.st_size) }
    func size(of folder: Folder) throws -> Int {
      try folder.entries().reduce(0) { sum, entry in
        if entry.isFolder { return sum + (try size(of: folder.folder(entry.name))) }
        return sum + Int(try folder.status(of: entry.name)?.st_size ?? 0)
      }
    }
    return try size(of: Folder.open(path))
  }
}
