import Glibc
import JobProcessing
import SystemPackage

/// Finds the programs that the server starts: the picture child lies beside our own binary.
enum Programs {
  /// - Throws: `CommandFailure` where the picture child is missing.
  static func find() throws -> Server.Programs {
    let own = try own()
    let pictures = own.removingLastComponent().appending("rowspool-images")
    guard pictures.withPlatformString({ access($0, X_OK) }) == 0 else {
      throw CommandFailure(
        EX_CONFIG, "The program rowspool-images is not beside \(own). Install both, or build both with 'swift build'.")
    }
    return Server.Programs(rowspool: own, pictures: pictures)
  }

  /// Our own binary.
  ///
  /// - Throws: `CommandFailure` where it cannot be found out.
  static func own() throws -> FilePath {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink("/proc/self/exe", &bytes, bytes.count - 1) > 0 else {
      throw CommandFailure(EX_OSERR, "The program cannot find out where it lies: /proc is not mounted.")
    }
    return FilePath(platformString: bytes)
  }
}
