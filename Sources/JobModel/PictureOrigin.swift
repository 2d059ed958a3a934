/// The result of another job that a job was begun with: a picture that is to be changed further.
package struct PictureOrigin: Codable, Hashable, Sendable {
  package var job: JobID
  /// The row that made it.
  package var row: Int
  /// Its name in the other job's `files/`.
  package var file: String

  package init(job: JobID, row: Int, file: String) {
    self.job = job
    self.row = row
    self.file = file
  }

  /// The form in answers of the API.
  package var json: JSONObject {
    ["job": .string(job.text), "row": .integer(Int64(row)), "file": .string(file)]
  }
}
