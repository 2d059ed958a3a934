import Glibc
import JobProcessing
import Spool

/// Why a command ends with another status than 0. Statuses are those of sysexits(3).
struct CommandFailure: Error, Hashable {
  var status: Int32
  /// For the person at the terminal; empty where the command has said everything.
  var sentence: String

  init(_ status: Int32, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }

  /// Some rows of a finished job failed: not an error of the command.
  static let someRowsFailed = CommandFailure(1, "")

  /// - Returns: `nil` for errors of the argument parser, which words them itself.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as SpoolError: self.init(Self.status(of: error), error.description)
    case let error as ConfigurationError: self.init(EX_CONFIG, error.description)
    default: return nil
    }
  }

  private static func status(of error: SpoolError) -> Int32 {
    switch error.code {
    case .notASpool, .notFound: EX_NOINPUT
    case .unknownFormat: EX_CONFIG
    case .locked: EX_TEMPFAIL
    case .shareMissing: EX_UNAVAILABLE
    case .damaged: EX_IOERR
    case .system(let errno): status(ofSystemError: errno)
    }
  }

  private static func status(ofSystemError errno: Int32) -> Int32 {
    switch errno {
    case ENOENT, ENOTDIR: EX_NOINPUT
    case EACCES, EPERM, EROFS: EX_NOPERM
    case ENOSPC, EDQUOT, EEXIST: EX_CANTCREAT
    default: EX_IOERR
    }
  }
}
