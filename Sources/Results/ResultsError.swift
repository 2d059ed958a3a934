import Glibc

/// A results workbook that could not be written.
package struct ResultsError: Error, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The disk or the quota is full. Nothing is wrong with the job; try again when there is room.
    case full = "results-disk-full"
    /// The workbook or one of its temporary files cannot be made or written.
    case write = "results-write"
    /// The workbook was written but does not read back whole.
    case damaged = "results-damaged"
    /// The library refused a value; a fault of ours.
    case refused = "results-refused"
  }

  package var code: Code
  /// The workbook's name, never a full path.
  package var workbook: String
  package var errno: Int32?
  /// What was being done and what the library said, for administrators.
  package var detail: String?

  package init(_ code: Code, workbook: String, errno: Int32? = nil, detail: String? = nil) {
    self.code = code
    self.workbook = workbook
    self.errno = errno
    self.detail = detail
  }

  /// An error by its `errno`: full disks and quotas are told apart from the rest.
  init(errno: Int32, workbook: String, while doing: String) {
    let isFull = errno == ENOSPC || errno == EDQUOT
    self.init(
      isFull ? .full : .write, workbook: workbook, errno: errno == 0 ? nil : errno,
      detail: errno == 0 ? doing : "\(doing): \(String(cString: strerror(errno)))")
  }

  package var description: String {
    let reason = detail.map { " (\($0))" } ?? ""
    switch code {
    case .full: return "The disk is full: “\(workbook)” could not be written. It is written when there is room again."
    case .write: return "“\(workbook)” could not be written\(reason)."
    case .damaged: return "“\(workbook)” was written but is not whole\(reason). Ask for the results again."
    case .refused: return "“\(workbook)” could not be written: a value was refused\(reason)."
    }
  }
}
