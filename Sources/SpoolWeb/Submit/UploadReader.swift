import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import NIOCore

/// Takes the body of a request as a submission, as it arrives: a form, or one file as it is.
struct UploadReader {
  let desk: FrontDesk
  let context: WebContext

  /// A field of a form is held in memory, a file never.
  private static let longestField = 4 << 20

  /// - Throws: `SubmissionRefusal`, `WebFailure`; then nothing is left of what was sent.
  func submit(_ request: Request) async throws -> FrontDesk.Submission {
    var form = SubmissionForm(submitter: submitter(of: request))
    if let key = request.headers[.idempotencyKey] {
      try set("key", key, &form)
      if let key = form.key, let known = try await desk.submission(withKey: key) { return known }
    }
    let upload = try await desk.beginUpload()
    do {
      if let length = request.headers[.contentLength].flatMap({ Int($0) }) { try await upload.expect(length) }
      let type = HeaderParameters(request.headers[.contentType] ?? "")
      switch type.value {
      case "multipart/form-data": try await readForm(request, type["boundary"], &form, upload)
      case "application/json": try await readRow(request, &form)
      default: try await readFile(request, &form, upload)
      }
      // What one may not see one may not take a copy of either.
      if let origin = form.begunWith, try await desk.job(origin.job, only: context.shownSubmitter(desk)) == nil {
        throw SubmissionRefusal.noResult(origin)
      }
    } catch {
      await upload.discard()
      throw error
    }
    return try await desk.submit(form, upload)
  }

  private func submitter(of request: Request) -> Submitter {
    // Browsers say where a request comes from, other programs do not.
    let from = request.headers[.secFetchSite] != nil || request.headers[.origin] != nil ? "web" : "api"
    return Submitter(name: context.visitor.name.isEmpty ? from : context.visitor.name, from: from)
  }

  /// Who has logged in cannot hand in for somebody else; at this machine people say who they are.
  private func set(_ field: String, _ text: String, _ form: inout SubmissionForm) throws {
    if field == "name", context.admission.recognition != .machine { return }
    // Two visitors may have chosen the same key.
    try form.set(field, to: field == "key" && !text.isEmpty ? "\(context.visitor.name)/\(text)" : text)
  }

  // MARK: A form

  private func readForm(
    _ request: Request, _ boundary: String?, _ form: inout SubmissionForm, _ upload: DropUpload
  ) async throws {
    guard let boundary, (1...70).contains(boundary.utf8.count) else { throw Self.unreadable }
    var parser = MultipartParser(boundary: boundary)
    var state = FormState()
    do {
      for try await chunk in request.body {
        for event in try parser.read(chunk.readableBytesView) {
          // The page's token stands before all files: without it nothing is written.
          if case .part(let header) = event, header.fileName != nil { try context.checkToken(state.token, of: request) }
          try await take(event, &state, &form, upload)
        }
      }
      try parser.finish()
    } catch is MultipartParser.Fault {
      throw Self.unreadable
    }
    try context.checkToken(state.token, of: request)
  }

  private struct FormState {
    var part = Part.nothing
    /// By which a form shows that it is one of our page's.
    var token: String?
  }

  /// Where the content of the current part goes.
  private enum Part {
    case nothing
    case field(String, [UInt8])
    case file
  }

  private func take(
    _ event: MultipartParser.Event, _ state: inout FormState, _ form: inout SubmissionForm, _ upload: DropUpload
  ) async throws {
    switch event {
    case .part(let header): state.part = try await begin(header, &form, upload)
    case .content(let bytes):
      switch state.part {
      case .nothing: break
      case .field(let name, let held):
        guard held.count + bytes.count <= Self.longestField else {
          throw WebFailure(.contentTooLarge, "too-large", "The field '\(name)' is too long.")
        }
        state.part = .field(name, held + bytes)
      case .file: try await upload.write(Array(bytes))
      }
    case .partEnd:
      switch state.part {
      case .nothing: break
      case .field("token", let bytes): state.token = String(decoding: bytes, as: UTF8.self)
      case .field(let name, let bytes): try set(name, String(decoding: bytes, as: UTF8.self), &form)
      case .file: try await upload.endFile()
      }
      state.part = .nothing
    }
  }

  private func begin(
    _ header: PartHeader, _ form: inout SubmissionForm, _ upload: DropUpload
  ) async throws -> Part {
    guard let field = header.name else { throw Self.unreadable }
    guard let fileName = header.fileName else { return .field(field, []) }
    // A form's input without a file sends an empty name.
    guard !fileName.isEmpty else { return .nothing }
    let place = try await upload.begin(try name(fileName))
    if let column = SubmissionForm.column(of: field) {
      form.values = (form.values ?? []) + [SettingValue(name: column, value: place.path)]
    }
    return .file
  }

  private func name(_ text: String) throws -> UploadName {
    guard let name = UploadName(text) else {
      throw SubmissionRefusal(.invalid, "bad-name", "A file cannot be called “\(text.prefix(100))”. Rename it.")
    }
    return name
  }

  // MARK: One file, one row

  /// The body is the file; the rest stands in the query.
  private func readFile(_ request: Request, _ form: inout SubmissionForm, _ upload: DropUpload) async throws {
    guard let fileName = request.uri.queryParameters.get("name") else {
      throw WebFailure(
        .unsupportedMediaType, "no-name",
        "Send a form (multipart/form-data), or a file as the body with its name in the address: ?name=table.csv.")
    }
    for (field, text) in request.uri.queryParameters where field != "name" {
      try set(String(field), String(text), &form)
    }
    _ = try await upload.begin(try name(fileName))
    for try await chunk in request.body { try await upload.write(Array(chunk.readableBytesView)) }
  }

  /// The fields as a JSON object.
  private func readRow(_ request: Request, _ form: inout SubmissionForm) async throws {
    for (name, value) in try await request.jsonObject(nil, atMost: Self.longestField).members {
      try set(name, value.plainText, &form)
    }
  }

  private static var unreadable: WebFailure {
    WebFailure(
      .badRequest, "unreadable-form", "What was sent is not complete or cannot be read. Send it again.")
  }
}
