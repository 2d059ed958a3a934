import JobModel

/// What a worker's lines mean while one request, or none, is open.
enum WorkerReply {
  /// Nothing whole has come.
  case nothing
  /// The open request's answer, without its `id`.
  case answer(JSONObject)
  /// The worker broke the rules and cannot be trusted with another request. The sentence says how.
  case violation(String)

  /// - Parameters:
  ///   - lines: all lines that came at once.
  ///   - request: the number of the open request.
  init(lines: [[UInt8]], to request: Int?) {
    guard let line = lines.first else {
      self = .nothing
      return
    }
    guard let request else {
      self = .violation("It wrote a line without being asked.")
      return
    }
    guard lines.count == 1 else {
      self = .violation("It answered one request with \(lines.count) lines.")
      return
    }
    self.init(line: line, to: request)
  }

  private init(line: [UInt8], to request: Int) {
    do throws(JSONReader.Failure) {
      guard case .object(var reply) = try JSONReader.read(line) else {
        self = .violation("Its answer is no JSON object.")
        return
      }
      if let id = reply["id"], id != .integer(Int64(request)) {
        self = .violation("It answered request \(id.plainText) and was asked request \(request).")
        return
      }
      reply["id"] = nil
      self = .answer(reply)
    } catch {
      self = .violation("Its answer is not JSON: \(error).")
    }
  }
}
