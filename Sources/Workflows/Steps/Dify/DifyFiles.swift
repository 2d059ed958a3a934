import HTTPTransfer
import JobModel
import SystemPackage

/// The links in what a run gave. They live for 300 s; one that has died is looked up once more.
struct DifyLinks {
  private(set) var document: JSONObject
  private let run: DifyRun
  private let reread: (DifyRun) async throws(Failure) -> JSONObject?
  private var isReread = false

  init(_ document: JSONObject, run: DifyRun, reread: @escaping (DifyRun) async throws(Failure) -> JSONObject?) {
    self.document = document
    self.run = run
    self.reread = reread
  }

  /// - Returns: the links of an output, in order.
  func links(of output: DifyOutput) -> [Link] {
    guard let value = output.value(in: document) else { return [] }
    let objects = DifyFile.all(in: value).compactMap(\.object)
    if objects.isEmpty { return (value.array ?? [value]).compactMap(\.string).map { Link(url: $0, name: nil) } }
    return objects.compactMap { object in
      (object["url"]?.string ?? object["remote_url"]?.string).map { Link(url: $0, name: object["filename"]?.string) }
    }
  }

  /// - Returns: whether there are new ones.
  mutating func renew() async throws(Failure) -> Bool {
    guard !isReread, let new = try await reread(run) else { return false }
    isReread = true
    document = new
    return true
  }

  struct Link: Hashable, Sendable {
    var url: String
    var name: String?
  }
}

extension DifyAttempt {
  func files(
    of output: DifyOutput, _ links: inout DifyLinks, _ warning: inout Failure?
  ) async throws(Failure) -> [StepFile] {
    let all = links.links(of: output)
    if all.isEmpty, !output.isOptional { throw try await missing(output) }
    if all.count > output.most {
      warning = failure(
        .transient, "too-many-files",
        "The run gave \(all.count) files for '\(output.name)'; the first \(output.most) were kept.")
    }
    var files: [StepFile] = []
    for index in all.indices.prefix(output.most) {
      files.append(try await file(output, index, &links))
    }
    return files
  }

  private func file(_ output: DifyOutput, _ index: Int, _ links: inout DifyLinks) async throws(Failure) -> StepFile {
    let path = context.folder.appending("\(output.name)-\(index)")
    while true {
      guard let link = links.links(of: output).dropFirst(index).first else { throw try await missing(output) }
      switch try await fetch(link, to: path) {
      case .fetched: return try DownloadedFile.check(path, output, name: link.name ?? link.url)
      case .gone(let status):
        if try await links.renew() { continue }
        // Nobody can fetch it any more, so a retry has to run the row again.
        try await giveUp()
        throw failure(
          .invalid, "link-expired",
          """
          The run in Dify is done, but the link to its file has expired and is not renewed (status \(status)). \
          Retrying the row runs it again, which may be billed again.
          """)
      }
    }
  }

  private enum Fetched {
    case fetched
    case gone(status: Int)
  }

  /// Fetches a file with neither key nor headers of ours. Faults of the moment are tried again here, because a retry of
  /// the row comes after the link's end.
  private func fetch(_ link: DifyLinks.Link, to path: FilePath) async throws(Failure) -> Fetched {
    var request = HTTPRequest("GET", server.address.file(link.url, internalHosts: settings.internalHosts))
    request.access = server.access.access
    request.secrets = server.access.secrets
    request.redirects = .follow(most: 5)
    request.receiver = .file(path, limit: Self.largestFile)
    var pauses = times.downloadPauses[...]
    while true {
      do throws(Failure) {
        let response = try await server.call(request).response
        if (200..<300).contains(response.status) { return .fetched }
        if [401, 403, 404, 410].contains(response.status) { return .gone(status: response.status) }
        throw failure(
          .transient, "download", "A file of the run's result could not be fetched (status \(response.status)).")
      } catch {
        guard error.class == .transient, error.code != "cancelled", let pause = pauses.popFirst() else { throw error }
        do { try await ContinuousClock().sleep(for: pause) } catch {
          throw Failure(.transient, code: "cancelled", message: "The row was cancelled.")
        }
      }
    }
  }

  private static let largestFile = 4 << 30
}
