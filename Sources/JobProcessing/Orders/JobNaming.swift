import Foundation
import JobModel

/// Finds the job that a file or folder is named after, whatever people and their programs made of its name: another
/// extension, a browser's ` (1)`, Explorer's ` - Copy` and ` - 副本`, other letter case, blanks behind it.
///
/// A job's name is long and has a pattern of its own, so what stands behind it does not matter. In front of it only
/// what systems put there: anything else is a sentence about a job, such as `not 20261121-….txt`.
enum JobNaming {
  private static let prefixes = ["copy of ", "shortcut to ", "副本 ", "复件 ", "快捷方式 到 ", "\u{FEFF}"]
  private static let stampLength = 16
  private static let tailLength = 4

  /// Names of jobs with which the text begins, the longest first: `…-ab2c-resu.xlsx` begins with two.
  static func candidates(in name: String) -> [JobID] {
    var text = Substring(name.precomposedStringWithCanonicalMapping).drop(while: \.isWhitespace)
    while let prefix = prefixes.first(where: { text.lowercased().hasPrefix($0) }) {
      text = text.dropFirst(prefix.count).drop(while: \.isWhitespace)
    }
    // A job's name has no dots, so nothing behind one can belong to it.
    let stem = text.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
    guard stem.count > stampLength + tailLength else { return [] }
    return (stampLength + tailLength...stem.count).reversed().compactMap { JobID(withAnyCase: stem.prefix($0)) }
  }

  /// The job that a name stands for: one of `jobs` if it names one, else what it seems to name.
  ///
  /// - Parameter jobs: gives the jobs there are; asked only where the name is no job's as it is written.
  static func job(in name: String, exists: (JobID) throws -> Bool, jobs: () throws -> [JobID]) rethrows -> JobID? {
    let candidates = candidates(in: name)
    guard !candidates.isEmpty else { return nil }
    if let known = try candidates.first(where: exists) { return known }
    let known = Dictionary(try jobs().map { ($0.text.lowercased(), $0) }) { first, _ in first }
    return candidates.lazy.compactMap { known[$0.text.lowercased()] }.first ?? candidates.first
  }
}

extension JobID {
  /// The last four letters of a job's name are always small ones: some programs show and copy names in capitals.
  fileprivate init?(withAnyCase text: Substring) {
    self.init(String(text.dropLast(4)) + text.suffix(4).lowercased())
  }
}
