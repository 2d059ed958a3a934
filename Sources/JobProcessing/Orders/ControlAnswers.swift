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
  init(in path: FilePath, access: ShareAccess) throws {
    folder = try Folder.open(path, called: path.lastComponent?.string, access: access)
  }

  /// Writes an answer, and takes away the one that said the opposite. What somebody has changed stays.
  func write(_ answer: ControlAnswer, _ record: inout ControlRecord, at time: Timestamp) throws {
    let stem = PortableName.make(answer.subject, maximumBytes: Self.mostNameBytes)
    let ending: Ending = answer.isDone ? .done : .refused
    for other in Ending.allCases where other != ending {
      let name = "\(stem).\(other.rawValue).txt"
      // One that cannot be removed says when it was written, as the new one does.
      if record.isOwnAnswer(folder.path.appending(name)) { try? folder.remove(name) }
    }
    var name = "\(stem).\(ending.rawValue).txt"
    for number in 2...Self.mostNumbers {
      guard try folder.has(name), !record.isOwnAnswer(folder.path.appending(name)) else { break }
      name = "\(stem).\(ending.rawValue) (\(number)).txt"
    }
    try folder.replace(name, with: answer.bytes(at: time), by: folder)
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
