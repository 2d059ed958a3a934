import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage

/// The texts that answer orders, beside them in `control/<verb>/`: `<job>.done.txt`, or `<job>.refused.txt` which says
/// why not. Blocks.
struct ControlAnswers {
  enum Ending: String, CaseIterable {
    case done
    case refused
  }

  /// Patterns of their names, which are never orders.
  static let patterns = Ending.allCases.flatMap { ["*.\($0.rawValue).txt", "*.\($0.rawValue) (*).txt"] }

  /// How long an answer is left for whoever gave the order.
  private static let lifetime = Duration.seconds(24 * 3600)
  private static let mostNameBytes = 180
  private static let mostNumbers = 20

  let folder: Folder

  /// Opens `control/<verb>`.
  init(in path: FilePath) throws {
    folder = try Folder.open(path, called: path.lastComponent?.string)
  }

  /// Writes an answer, and takes away the one that said the opposite. What somebody has changed stays.
  ///
  /// - Parameter subject: the job's name, or the name of a thing that names no job.
  func write(_ sentences: Message, about subject: String, _ ending: Ending, _ record: inout ControlRecord, at time: Timestamp)
    throws
  {
    let stem = PortableName.make(subject, maximumBytes: Self.mostNameBytes)
    for other in Ending.allCases where other != ending {
      let path = folder.path.appending("\(stem).\(other.rawValue).txt")
      if record.isOwnAnswer(path) { try? folder.remove(path.lastComponent?.string ?? "") }
    }
    var name = "\(stem).\(ending.rawValue).txt"
    for number in 2...Self.mostNumbers {
      guard try folder.has(name), !record.isOwnAnswer(folder.path.appending(name)) else { break }
      name = "\(stem).\(ending.rawValue) (\(number)).txt"
    }
    try folder.replace(name, with: Array(text.utf8), by: folder)
    record.note(answer: folder.path.appending(name), at: time)
  }

  /// Removes answers that everybody has had time to read.
  static func sweep(_ record: inout ControlRecord, at now: Timestamp) {
    for path in record.answers(before: now.advanced(by: .zero - lifetime)) {
      _ = path.withPlatformString { unlink($0) }
    }
    record.forgetGone()
  }
}
