import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing

/// `/api/v1/jobs/{job}/marks`: what people think of the results.
struct MarkRoutes: Sendable {
  let desk: FrontDesk

  private static let most = 5000

  func add(to router: Router<WebContext>) {
    router.get("api/v1/jobs/:job/marks") { _, context in
      JSONAnswer(Self.json(try await desk.markedFiles(of: context.requireRecord(desk))))
    }
    router.put("api/v1/jobs/:job/marks") { request, context in try await mark(request, context) }
  }

  private func mark(_ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    let record = try await context.requireRecord(desk)
    let body = try await request.jsonObject(["marks"])
    guard let members = body["marks"]?.object?.members, members.count <= Self.most else {
      throw WebFailure.badValue(
        "marks", "'marks' must be an object with good, bad or null for each file, at most \(Self.most) of them.")
    }
    var marks: [String: FileMark?] = [:]
    for (name, value) in members {
      guard let mark = value.string.flatMap(FileMark.init) else {
        guard value == .null else { throw WebFailure.badValue("marks", "A mark must be good, bad or null.") }
        marks.updateValue(nil, forKey: name)
        continue
      }
      marks[name] = mark
    }
    let unknown = try await desk.mark(marks, of: record, by: context.submitterName)
    guard unknown.isEmpty else {
      throw WebFailure(
        .notFound, "no-such-file",
        "The job has no result '\(String((unknown.first ?? "").prefix(120)))', so nothing was marked.")
    }
    return JSONAnswer(Self.json(try await desk.markedFiles(of: record)))
  }

  private static func json(_ files: [MarkedFile]) -> JSONObject {
    ["marks": .object(JSONObject(files.map { ($0.file.name, .string($0.mark.rawValue)) }))]
  }
}
