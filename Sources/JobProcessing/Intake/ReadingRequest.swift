import FoundationEssentials
package import JobModel
package import Spool
import Workflows

/// What a reading child is asked to do: one JSON line.
package struct ReadingRequest: Codable, Sendable {
  package var claim: DropClaim
  /// `jobs/<job>`, where the drop lies in `source/`. Read only.
  package var jobFolder: String
  /// `tmp/<job>`, where the row files go.
  package var workshop: String
  package var rules: ReadingRules
  /// Where the drop lies, if not in `source/`: for a check before it is dropped.
  package var drop: String?

  package init(claim: DropClaim, jobFolder: String, workshop: String, rules: ReadingRules) {
    self.claim = claim
    self.jobFolder = jobFolder
    self.workshop = workshop
    self.rules = rules
  }
}

/// What the server's configuration says about drops.
package struct ReadingRules: Codable, Hashable, Sendable {
  /// Folders of workflows, in the order in which they are looked through.
  package var templates: [String]
  package var defaultWorkflow: String?
  /// The encoding of CSV files; found from the data unless given.
  package var encoding: String?
  /// Patterns of ignored names besides the usual ones.
  package var ignored: [String] = []
  package var rejectsBadRows = false
  /// Of workflows that name none.
  package var language = Language.english
  /// Hosts from which web addresses in cells may be fetched, and those of them that may lie in a private network.
  package var fetchHosts = ["*"]
  package var fetchPrivateHosts: [String] = []
  /// How many problems of single cells are reported.
  package var mostProblems = 500

  package init(templates: [String]) {
    self.templates = templates
  }

  var fetching: FetchRules { FetchRules(hosts: fetchHosts, privateHosts: fetchPrivateHosts) }
}

/// What a reading child answers: one JSON line. The rows, `job.json` and `workflow.yaml` lie in the workshop.
package struct ReadingReply: Codable, Hashable, Sendable {
  /// Why the drop cannot be taken, in sentences; empty where it can.
  package var reasons: [Message] = []
  /// The machine was in the way, not the drop: it may be read again.
  package var isTransient = false
  package var rows = 0
  package var badRows = 0
  package var workflow: String?
  /// The workflow's, where it was found and names one.
  package var language: Language?
  package var notes: [Message] = []
  /// Problems of single cells, up to the number asked for.
  package var problems = DropProblems()
  /// Whether the marked-up workbook lies in the workshop.
  package var isMarked = false
  /// Whether anything is marked in it: a drop may be wrong as a whole.
  package var hasMarks = false
  /// The drop is a results workbook; its keys are to be resolved before it is committed.
  package var isDroppedBack: Bool?

  package init(reasons: [Message] = []) {
    self.reasons = reasons
  }
}

/// JSON lines by `Codable`.
package enum JSONLine {
  package static func object(of value: some Encodable) throws -> JSONObject {
    try JSONDecoder().decode(JSONObject.self, from: try JSONEncoder().encode(value))
  }

  package static func value<Value: Decodable>(_ type: Value.Type = Value.self, from object: JSONObject) throws -> Value
  {
    try JSONDecoder().decode(type, from: Data(JSONWriter.bytes(of: .object(object))))
  }
}
