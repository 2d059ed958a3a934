import Glibc
import HTTPTypes
import Hummingbird
import JobProcessing
import NIOCore
import Spool

/// A file of a job as an answer.
///
/// Rows bring home what services send them, and operators put files in: neither may become a page of ours. Pictures and
/// videos, known by their first bytes, are shown; everything else, HTML and SVG too, is for the visitor's disk, and could
/// do nothing if a browser opened it all the same.
struct ServedFile: Sendable {
  private let file: OpenBox
  private let name: String
  private let size: Int
  private let changed: Int
  private let look: FileLook

  /// Holds the file open until the answer has gone out.
  private final class OpenBox: @unchecked Sendable {
    let file: OpenFile

    init(_ file: OpenFile) {
      self.file = file
    }
  }

  /// Opens a file. Blocks on the disk; a link is not followed.
  ///
  /// - Parameters:
  ///   - entry: a single name in the folder.
  ///   - name: what the visitor's disk calls it; `entry` unless given.
  /// - Returns: `nil` where there is no such file.
  static func open(_ entry: String, in folder: Folder, named name: String? = nil) throws -> ServedFile? {
    guard isName(entry) else { return nil }
    let file: OpenFile
    do {
      file = try folder.open(entry, for: .reading)
    } catch {
      if [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(error.errno ?? 0) { return nil }
      throw error
    }
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_mode & 0o170000 == 0o100000 else { return nil }
    var bytes = [UInt8](repeating: 0, count: FileLook.length)
    let count = pread(file.descriptor, &bytes, bytes.count, 0)
    return ServedFile(
      file: OpenBox(file), name: name ?? entry, size: Int(status.st_size),
      changed: status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec,
      look: FileLook(bytes.prefix(max(0, count))))
  }

  /// A name that a request gives, as one that leads nowhere else.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text != "." && text != ".." && text.utf8.count <= 255
      && !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }

  private var tag: String { "\"\(String(changed, radix: 36))-\(String(size, radix: 36))\"" }

  /// The answer to a request for it; with one part of it, where the request wants that, as players of videos do.
  func response(to request: Request, threads: FileThreads) -> Response {
    var headers = fields
    if request.headers[.ifNoneMatch]?.split(separator: ",").contains(where: { $0.filter { $0 != " " } == tag }) == true
    {
      return Response(status: .notModified, headers: headers)
    }
    // A part of a file that has changed since is no use beside the other parts.
    let wanted = request.headers[.ifRange].map { $0 == tag } ?? true ? request.headers[.range] : nil
    switch ByteRange(wanted, size: size) {
    case .whole: return Response(status: .ok, headers: headers, body: body(0..<size, request, threads))
    case .part(let range):
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
      return Response(status: .partialContent, headers: headers, body: body(range, request, threads))
    case .beyond:
      headers[.contentRange] = "bytes */\(size)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  private var fields: HTTPFields {
    var fields: HTTPFields = [
      .contentType: look.type, .eTag: tag, .acceptRanges: "bytes", .cacheControl: "private, no-cache",
      .contentDisposition: Self.disposition(name, isShown: look.isShown), .xContentTypeOptions: "nosniff",
    ]
    fields[.contentSecurityPolicy] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return fields
  }

  /// RFC 6266 with the encoding of RFC 8187: a plain name for old programs, the true one for others.
  static func disposition(_ name: String, isShown: Bool) -> String {
    let plain = String(name.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 != "%" && !$0.isNewline ? $0 : "_" })
      .filter { ($0.asciiValue ?? 0) >= 0x20 && $0.asciiValue != 0x7F }
    return "\(isShown ? "inline" : "attachment"); filename=\"\(plain)\"; filename*=UTF-8''\(WebAnswer.escaped(name))"
  }

  private static let chunk = 256 << 10

  private func body(_ range: Range<Int>, _ request: Request, _ threads: FileThreads) -> ResponseBody {
    guard request.method != .head else { return ResponseBody(contentLength: range.count) { try await $0.finish(nil) } }
    return ResponseBody(contentLength: range.count) { [file] writer in
      var place = range.lowerBound
      while place < range.upperBound {
        let (from, count) = (place, min(Self.chunk, range.upperBound - place))
        let bytes = try await threads.run { try Self.read(file, from, count) }
        place += bytes.count
        try await writer.write(ByteBuffer(bytes: bytes))
      }
      try await writer.finish(nil)
    }
  }

  /// - Throws: where the file is shorter than it was; the answer then ends too soon, which whoever asked can tell.
  private static func read(_ box: OpenBox, _ place: Int, _ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = pread(box.file.descriptor, &bytes, count, off_t(place))
    guard got > 0 else { throw CancellationError() }
    return Array(bytes[..<got])
  }
}
