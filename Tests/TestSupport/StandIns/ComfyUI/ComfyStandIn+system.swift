import JobModel
import Synchronization

extension ComfyStandIn {
  var otherRoutes: [StandInRoute] {
    [
      StandInRoute("GET", "/system_stats") { _ in Self.statistics },
      StandInRoute("GET", "/features") { _ in .json(["supports_preview_metadata": true]) },
      StandInRoute("GET", "/object_info") { _ in
        .json(.object(JSONObject(ComfyNodes.all.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })))
      },
      StandInRoute("GET", "/object_info/{class}") { request in
        let node = ComfyNodes.all[request.parameters["class"] ?? ""]
        return .json(.object(JSONObject(node.map { [($0.name, $0.json)] } ?? [])))
      },
      StandInRoute("GET", "/models/{folder}") { _ in .json(["sd_xl_base_1.0.safetensors"]) },
      StandInRoute("POST", "/free") { _ in StandInReply() },
      StandInRoute("GET", "/jobs/{id}") { try self.job($0) },
    ]
  }

  private static let statistics = StandInReply.json([
    "system": [
      "os": "linux", "ram_total": 16_000_000_000, "ram_free": 8_000_000_000, "comfyui_version": "0.9.2",
      "python_version": "3.12.3", "pytorch_version": "2.9.1", "embedded_python": false, "argv": ["main.py"],
    ],
    "devices": [
      ["name": "cpu", "type": "cpu", "index": nil, "vram_total": 16_000_000_000, "vram_free": 8_000_000_000]
    ],
  ])

  /// `GET /api/jobs/{id}` of newer servers.
  private func job(_ request: StandInRequest) throws -> StandInReply {
    let id = request.parameters["id"] ?? ""
    let status: String? = advanced { state in
      if state.running?.id == id { return "in_progress" }
      if state.pending.contains(where: { $0.id == id }) { return "pending" }
      guard let entry = state.history.first(where: { $0.id == id })?.entry else { return nil }
      return entry["status"]?["completed"]?.boolean == true ? "completed" : "failed"
    }
    guard let status else { throw Refused(.json(["error": "Job not found"], status: 404)) }
    return .json(["id": .string(id), "status": .string(status)])
  }
}
