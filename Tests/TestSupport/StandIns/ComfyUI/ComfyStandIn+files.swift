import JobModel
import Synchronization

extension ComfyStandIn {
  var fileRoutes: [StandInRoute] {
    [
      StandInRoute("POST", "/upload/image") { try self.uploaded($0) },
      StandInRoute("POST", "/upload/mask") { try self.uploaded($0) },
      StandInRoute("GET", "/view") { try self.viewed($0) },
    ]
  }

  private static let mostBytes = 104_857_600

  /// `POST /upload/image`: other bytes under a name that is taken get a name of their own.
  private func uploaded(_ request: StandInRequest) throws -> StandInReply {
    guard request.body.count <= Self.mostBytes else { throw Refused(reply(to: .tooLarge, details: nil)) }
    guard let form = try? request.form(), let part = form.parts.first(where: { $0.name == "image" }),
      let name = part.filename, !name.isEmpty
    else { throw Refused(StandInReply(status: 400)) }
    let type = form.text("type") ?? "input"
    let subfolder = form.text("subfolder") ?? ""
    guard ["input", "output", "temp"].contains(type), !subfolder.split(separator: "/").contains(".."),
      !subfolder.hasPrefix("/"), !name.contains("/")
    else { throw Refused(StandInReply(status: 400)) }
    let overwrites = ["true", "1"].contains(form.text("overwrite") ?? "")
    let given = state.withLock { state in
      let given = Self.freeName(name, bytes: part.bytes, overwrites: overwrites) { name in
        state.files["\(type)/\(subfolder)/\(name)"]?.bytes
      }
      state.files["\(type)/\(subfolder)/\(given)"] = File(
        bytes: part.bytes, type: part.contentType ?? "application/octet-stream")
      return given
    }
    return .json(["name": .string(given), "subfolder": .string(subfolder), "type": .string(type)])
  }

  private static func freeName(
    _ name: String, bytes: [UInt8], overwrites: Bool, _ existing: (String) -> [UInt8]?
  ) -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    var (candidate, number) = (name, 0)
    while let other = existing(candidate), !overwrites, other != bytes {
      number += 1
      candidate = "\(name[..<dot]) (\(number))\(name[dot...])"
    }
    return candidate
  }

  /// `GET /view?filename=&subfolder=&type=`.
  private func viewed(_ request: StandInRequest) throws -> StandInReply {
    guard let name = request.query["filename"], !name.isEmpty, !name.hasPrefix("/"), !name.contains("..") else {
      throw Refused(StandInReply(status: 400))
    }
    let (type, subfolder) = (request.query["type"] ?? "output", request.query["subfolder"] ?? "")
    guard ["input", "output", "temp"].contains(type) else { throw Refused(StandInReply(status: 400)) }
    guard !subfolder.contains("..") else { throw Refused(StandInReply(status: 403)) }
    guard let file = state.withLock({ $0.files["\(type)/\(subfolder)/\(name)"] }) else {
      throw Refused(StandInReply(status: 404))
    }
    return .bytes(file.bytes, type: file.type).with("Content-Disposition", "filename=\"\(name)\"")
  }
}
