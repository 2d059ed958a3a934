import Containment
import Glibc
import JobModel
import Spool
import SystemPackage
import Workflows

/// Small pictures of the results, for the workbook: `jobs/<job>/thumbnails/<file name>.jpg`, made by the picture
/// children.
struct Thumbnails: Sendable {
  static let folder = "thumbnails"
  /// Pixels of the square they fit into.
  static let box = 160
  let pictures: any RequestService
  let threads: FileThreads

  /// The thumbnails that are there, by result column: the first picture of each.
  static func existing(for files: [ProducedFile], in job: JobFolder) -> [String: FilePath] {
    var found: [String: FilePath] = [:]
    for file in files where file.isPicture && found[file.column] == nil {
      let path = self.path(for: file, in: job)
      if isCurrent(path, of: job.folder.path.appending(JobFile.files).appending(file.name)) {
        found[file.column] = path
      }
    }
    return found
  }

  private static func path(for file: ProducedFile, in job: JobFolder) -> FilePath {
    job.folder.path.appending(folder).appending("\(file.name).jpg")
  }

  /// Whether a small copy is there, and no older than the picture: a row that is run again gives its picture the same
  /// name.
  static func isCurrent(_ path: FilePath, of picture: FilePath) -> Bool {
    var (small, large) = (stat(), stat())
    guard path.withPlatformString({ lstat($0, &small) }) == 0 else { return false }
    guard picture.withPlatformString({ lstat($0, &large) }) == 0 else { return true }
    return (small.st_mtim.tv_sec, small.st_mtim.tv_nsec) >= (large.st_mtim.tv_sec, large.st_mtim.tv_nsec)
  }

  /// Makes what is missing. A picture that cannot be made small has no thumbnail, and nothing else comes of it.
  func make(for files: [ProducedFile], in job: JobFolder) async throws {
    let pictures = files.filter(\.isPicture)
    guard !pictures.isEmpty else { return }
    let workshop = try await threads.run {
      _ = try job.folder.makeFolder(Self.folder)
      return job.folder.path
    }
    for file in pictures {
      let path = Self.path(for: file, in: job)
      let input = workshop.appending(JobFile.files).appending(file.name)
      if Self.isCurrent(path, of: input) { continue }
      let request = PictureRequest(.thumbnail(output: path.string, box: Self.box), input: input.string)
      _ = try? await self.pictures.call(request.json, deadline: .seconds(60))
    }
  }
}

extension ProducedFile {
  var isPicture: Bool { mediaType.hasPrefix("image/") }
}
