import Containment
import Glibc
import ImageProcessing
import JobModel
import SystemPackage

/// Confines itself, then answers requests until its input ends.
struct PictureChild {
  private let options: ChildOptions

  /// Sets the limits that hold for good; nothing foreign has been opened then, and no thread started.
  init(_ options: ChildOptions) throws {
    self.options = options
    try ProcessLimits(addressSpace: options.memory, openFiles: 128).applyToSelf()
    let access = FileAccess(
      readable: FileAccess.systemFiles + Self.fontFiles + options.readable.map { FilePath($0) },
      writable: options.writable.map { FilePath($0) })
    // What the kernel lacks is `doctor`'s to say.
    _ = try restrictSelf(to: access)
    // No font cache in a home folder that it may not touch.
    setenv("XDG_CACHE_HOME", options.writable.first ?? "/nonexistent", 1)
    try ImageLibrary.start(temporaryFolder: options.writable.first)
  }

  func run() throws {
    var editor = PictureEditor()
    editor.mostPixels = options.mostPixels
    var input = LineInput(descriptor: 0)
    for number in 1...options.mostPictures {
      guard let line = try input.next() else { return }
      try ComputingTime.allow(seconds: options.cpuSeconds)
      let request = Result { try JSONReader.read(line).object ?? [:] }
      let reply = reply(to: request, editor)
      let isLast = number == options.mostPictures || reply.isInternalError
      try send(reply, id: try? request.get()["id"], isLast: isLast)
      if isLast { return }
    }
  }

  private func reply(to request: Result<JSONObject, any Error>, _ editor: PictureEditor) -> PictureReply {
    do {
      return editor.reply(to: try PictureRequest(json: try request.get()))
    } catch {
      return Self.notUnderstood("\(error)")
    }
  }

  /// - Parameters:
  ///   - id: the request's, for the pool that counts them.
  ///   - isLast: says so to the pool, which then sends no further request to a child that is about to end.
  private func send(_ reply: PictureReply, id: JSONValue?, isLast: Bool) throws {
    var object = reply.json
    object["id"] = id
    if isLast { object["recycle"] = true }
    var writer = JSONWriter()
    writer.write(object)
    writer.endLine()
    try FileDescriptor.standardOutput.writeAll(writer.bytes)
  }

  private static func notUnderstood(_ reason: String) -> PictureReply {
    .failed(
      Failure(
        .invalid, code: "picture-recipe", message: "The picture step's settings cannot be used: \(reason)"))
  }

  /// What drawing a watermark's text reads.
  private static let fontFiles: [FilePath] = [
    "/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig",
  ]
}

extension PictureReply {
  fileprivate var isInternalError: Bool {
    if case .failed(let failure) = self { failure.code == PictureError.internalCode } else { false }
  }
}
