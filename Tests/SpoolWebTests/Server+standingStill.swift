import Logging
import SystemPackage

@testable import JobProcessing
@testable import Spool

extension Server {
  /// A server over a new spool, of which no part runs.
  static func standingStill(in path: FilePath) throws -> Server {
    _ = try Spool.create(SpoolLayout(root: path))
    var configuration = Configuration(spool: path)
    configuration.templates = []
    configuration.minimumFree = 0
    return try Server(
      configuration, programs: Programs(rowspool: "/bin/false", pictures: "/bin/false"),
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}
