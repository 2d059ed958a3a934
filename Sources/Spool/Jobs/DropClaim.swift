import Glibc
package import JobModel
package import SystemPackage

/// `claim.json`: which drop a job was made for. Written and synced before the drop is moved.
package struct DropClaim: Codable, Hashable, Sendable {
  package var job: JobID
  /// The drop's name as people know it.
  package var name: String
  /// Where the drop's parts lay: one for a file or a folder, several for loose pictures.
  package var origins: [Origin]
  /// The workflow its drop folder names; `nil` where the drop has to say.
  package var workflow: String?
  package var preset: String?
  package var submitter: Submitter
  package var at: Timestamp
  /// Values and settings given with a submission; they stand above those in the drop.
  package var settings: JobSettings?
  /// What the one who handed it in called it, so that handing it in again makes no second job.
  package var key: String?
  /// The result of another job that it was begun with.
  package var begunWith: PictureOrigin?

  /// A path as bytes, since an operator's name need not be UTF-8.
  package struct Origin: Codable, Hashable, Sendable {
    package var path: FilePath

    package init(_ path: FilePath) { self.path = path }

    package init(from decoder: any Decoder) throws {
      let bytes = try decoder.singleValueContainer().decode([CChar].self)
      path = FilePath(platformString: bytes + [0])
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) })
    }
  }

  package init(
    job: JobID, name: String, origins: [FilePath], workflow: String?, preset: String? = nil, submitter: Submitter,
    at: Timestamp = .now
  ) {
    self.job = job
    self.name = name
    self.origins = origins.map(Origin.init)
    self.workflow = workflow
    self.preset = preset
    self.submitter = submitter
    self.at = at
  }
}
