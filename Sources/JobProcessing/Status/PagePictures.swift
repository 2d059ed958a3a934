import Containment
import Glibc
import JobModel
import Spool
import SystemPackage
import Workflows

/// The small pictures of a job's page: `thumbnails/` in the job's own folder, and copies of them beside the page.
struct PagePictures: Sendable {
  let pictures: any RequestService
  /// Pixels of the square that an original's copy fits into: it is also what is enlarged, as the original itself is not
  /// in `outgoing/`.
  static let originalBox = 640

  /// The name of a result's thumbnail.
  static func thumbnail(of picture: StatusBook.Picture) -> String { "\(picture.file).jpg" }

  /// The name of the thumbnail of what a row was made from. Those of results begin with the row's number.
  ///
  /// - Parameter path: below the job's folder; anything else is no picture that a row was made from.
  static func original(of row: Int, path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, [JobFile.source, JobFile.input, JobFile.files].contains(String(parts[0])),
      !parts.contains(".."), !parts.contains("")
    else {
      return nil
    }
    return "original-\(row).jpg"
  }

  /// Whether small copies of originals are still to be made.
  func lacksOriginals(_ book: StatusBook, in job: JobFolder, failed: Set<String>) -> Bool {
    book.pictures.contains { row, made in
      guard let path = made.first?.original, let name = Self.original(of: row, path: path) else { return false }
      return !failed.contains(name) && !Self.isThere(name, in: job)
    }
  }

  private static func path(_ name: String, in job: JobFolder) -> FilePath {
    job.folder.path.appending(Thumbnails.folder).appending(name)
  }

  private static func isThere(_ name: String, in job: JobFolder) -> Bool {
    path(name, in: job).withPlatformString { access($0, R_OK) } == 0
  }

  /// Makes the small copies of originals that are missing, a few at a time.
  ///
  /// - Parameter failed: names that could not be made; they are not tried again.
  func makeOriginals(_ book: StatusBook, in job: JobFolder, atMost limit: Int, failed: inout Set<String>) async {
    guard limit > 0, lacksOriginals(book, in: job, failed: failed),
      (try? job.folder.makeFolder(Thumbnails.folder)) != nil
    else { return }
    var left = limit
    for (row, made) in book.pictures.sorted(by: { $0.key < $1.key }) {
      guard left > 0, !Task.isCancelled else { return }
      guard let path = made.first?.original, let name = Self.original(of: row, path: path),
        !failed.contains(name), !Self.isThere(name, in: job)
      else { continue }
      left -= 1
      let target = Self.path(name, in: job)
      let input = job.folder.path.appending(FilePath(path).components)
      let request = PictureRequest(.thumbnail(output: target.string, box: Self.originalBox), input: input.string)
      _ = try? await pictures.call(request.json, deadline: .seconds(60))
      if !Self.isThere(name, in: job) { failed.insert(name) }
    }
  }

  /// Lays copies beside the page that are not there yet, or are of an earlier attempt.
  ///
  /// - Parameter delivered: names that are there, with the time of what was copied; what people took away since is not
  ///   written again. A picture that is newer than its small copy has none.
  static func deliver(
    _ book: StatusBook, of job: JobFolder, by delivery: Delivery, delivered: inout [String: Timestamp]
  ) throws(SpoolError) {
    for (row, pictures) in book.pictures {
      for picture in pictures {
        let name = thumbnail(of: picture)
        let large = job.folder.path.appending(JobFile.files).appending(picture.file)
        if Thumbnails.isCurrent(path(name, in: job), of: large) {
          try deliver(name, of: job, by: delivery, delivered: &delivered)
        } else {
          delivered[name] = nil
        }
        guard let name = picture.original.flatMap({ original(of: row, path: $0) }) else { continue }
        try deliver(name, of: job, by: delivery, delivered: &delivered)
      }
    }
  }

  private static func deliver(
    _ name: String, of job: JobFolder, by delivery: Delivery, delivered: inout [String: Timestamp]
  ) throws(SpoolError) {
    var status = stat()
    guard path(name, in: job).withPlatformString({ lstat($0, &status) }) == 0 else { return }
    let changed = Timestamp(status.st_mtim)
    guard delivered[name] != changed else { return }
    try delivery.deliver(path(name, in: job), as: name, in: Thumbnails.folder)
    delivered[name] = changed
  }
}
