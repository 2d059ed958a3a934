package import JobModel

/// What a job's ticket says below its first line (`JobTicket`).
package enum StatusTicket {
  /// - Parameter drop: the drop's name as people know it.
  package static func text(of job: JobID, drop: String, in language: Language) -> String {
    let lines: [Message] = [
      "Copy this file into one of these folders beside 'outgoing', and the job obeys within seconds:",
      "control/pause: no further row starts; running rows come to their end.",
      "control/resume: the job goes on; also starts one that waits for its time.",
      "control/cancel: the job ends now; what is done is kept.",
      "control/retry: failed and cancelled rows run again.",
      "control/results: the results so far are written into this folder.",
      "control/clear: removes a finished job with all its files.", "",
      "An answer appears beside the copy. How the job stands is in STATUS.html.",
    ]
    let start = [JobTicket.firstLine(of: job), drop, ""]
    return (start + lines.map { $0.text(in: language) }).map { $0 + "\n" }.joined()
  }
}
