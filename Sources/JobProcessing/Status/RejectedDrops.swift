import Glibc
import JobModel
import Results
import Spool

/// The drops in `rejected/`, looked at again only when something in that folder has changed.
struct RejectedDrops {
  /// Newest first.
  private(set) var newest: [IndexPage.Rejected] = []
  private(set) var olderCount = 0
  private var seen: timespec?

  /// More than any reasons take.
  private static let mostBytes = 4096

  /// A folder that cannot be read now keeps what was seen before.
  mutating func look(in spool: Spool, most: Int) {
    guard spool.isPresent(share: spool.layout.rejected), let folder = try? Folder.open(spool.layout.rejected),
      let time = (try? folder.status(of: "."))?.map(\.st_mtim)
    else { return }
    if let seen, seen.tv_sec == time.tv_sec, seen.tv_nsec == time.tv_nsec { return }
    guard let drops = try? WaitingDrops.rejected(in: folder, ignored: IgnoredNames()) else { return }
    seen = time
    var found: [(name: String, at: Timestamp)] = []
    for name in drops {
      guard let status = try? folder.status(of: "\(name).txt") else { continue }
      found.append((name, Timestamp(status.st_mtim)))
    }
    found.sort { ($0.at, $0.name) > ($1.at, $1.name) }
    newest = found.prefix(most).map { drop in
      IndexPage.Rejected(name: drop.name, reasons: Self.reasons(of: drop.name, in: folder), at: drop.at)
    }
    olderCount = found.count - newest.count
  }

  /// The text without the job's name, which says nothing to people.
  private static func reasons(of name: String, in folder: Folder) -> String {
    guard let file = try? folder.open("\(name).txt", for: .reading), let bytes = try? file.readAll() else { return "" }
    let lines = String(decoding: bytes.prefix(mostBytes), as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.filter { !($0.hasPrefix("(") && $0.hasSuffix(")")) }.joined(separator: "\n")
  }
}
