import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import NIOCore

/// A file of a job as a response, in parts where parts are asked for.
///
/// Pictures and videos, by their contents and not by their names, are shown; all else is handed out to be saved, and no
/// browser may make anything of it.
struct FileAnswer {
  let desk: FrontDesk
  let file: FoundFile
  /// It is to be saved, whatever it is.
  var isDownload = false

  /// Bytes read in one go.
  private static let part = 256 << 10

  func response(to request: Request) -> Response {
    var headers = headers
    if request.headers[.ifNoneMatch] == headers[.eTag] { return Response(status: .notModified, headers: headers) }
    // A range of what was another file before is of no use.
    let isSame = request.headers[.ifRange].map { $0 == headers[.eTag] } ?? true
    switch ByteRange(isSame ? request.headers[.range] : nil, size: file.length) {
    case .whole: return Response(status: .ok, headers: headers, body: body(0..<file.length))
    case .part(let range):
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.length)"
      return Response(status: .partialContent, headers: headers, body: body(range))
    case .beyond:
      headers[.contentRange] = "bytes */\(file.length)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  private var headers: HTTPFields {
    let kind = isDownload ? nil : ShownKind(file.beginning)
    var headers: HTTPFields = [
      .contentType: kind?.rawValue ?? savedType, .xContentTypeOptions: "nosniff", .acceptRanges: "bytes",
      .cacheControl: "private, no-cache", .eTag: "\"\(file.length)-\(file.changed.milliseconds)\"",
      .contentSecurityPolicy: "default-src 'none'; sandbox",
    ]
    headers[.contentDisposition] = (kind == nil ? ContentDisposition.attachment : .inline).named(file.name)
    return headers
  }

  /// Types that say how to save it, and nothing that a browser would open.
  private var savedType: String {
    if file.name.hasSuffix(".xlsx") { return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }
    return file.name.hasSuffix(".zip") ? "application/zip" : "application/octet-stream"
  }

  private func body(_ range: Range<Int>) -> ResponseBody {
    ResponseBody(contentLength: range.count) { [desk, file] writer in
      var place = range.lowerBound
      while place < range.upperBound {
        let bytes = try await desk.read(file, at: place, atMost: min(Self.part, range.upperBound - place))
        // Shorter than it was: the connection is closed, and the browser knows that something is missing.
        guard !bytes.isEmpty else { throw HTTPError(.internalServerError) }
        try await writer.write(ByteBuffer(bytes: bytes))
        place += bytes.count
      }
      try await writer.finish(nil)
    }
  }
}
