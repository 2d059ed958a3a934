import Foundation
import JobModel
import Synchronization

extension ComfyStandIn.State {
  var waitingCount: Int { pending.count + (running == nil ? 0 : 1) }
}

extension ComfyStandIn {
  /// Brings the queue up to the present, then looks at it or changes it.
  func advanced<Value: Sendable>(_ body: (inout sending State) -> Value) -> Value {
    state.withLock { state in
      Self.advance(&state, to: .now)
      return body(&state)
    }
  }

  /// Ends what is over and begins what waited, each when it was its turn.
  private static func advance(_ state: inout State, to now: ContinuousClock.Instant) {
    var free = now
    while true {
      if let prompt = state.running, let begin = prompt.begin {
        let end = begin.advanced(by: .seconds(state.runningSeconds))
        guard prompt.isInterrupted || (end <= now && prompt.behaviour != "staysRunning") else { return }
        free = prompt.isInterrupted ? now : end
        state.running = nil
        let entry = entry(of: prompt, &state)
        state.history.append((prompt.id, entry))
      }
      guard !state.pending.isEmpty else { return }
      state.running = state.pending.removeFirst()
      state.running?.begin = free
    }
  }

  private static func entry(of prompt: ComfyPrompt, _ state: inout State) -> JSONValue {
    let isCached = state.cached[prompt.graph.nodes] != nil
    var outputs: JSONValue = [:]
    var (status, last): (String, JSONValue) = ("success", ["execution_success", ["prompt_id": .string(prompt.id)]])
    if prompt.isInterrupted {
      (status, last) = ("error", ["execution_interrupted", Self.failedNode(of: prompt)])
    } else if let failure = failure(of: prompt) {
      (status, last) = ("error", ["execution_error", .object(failure)])
    } else if prompt.behaviour != "noOutputs" && prompt.behaviour != "cachedEmpty" {
      outputs = state.cached[prompt.graph.nodes] ?? made(prompt, &state)
      state.cached[prompt.graph.nodes] = outputs
    }
    let cached: JSONValue = ["execution_cached", ["nodes": isCached ? .array(prompt.outputs.map { .string($0) }) : []]]
    let begun: JSONValue = ["execution_start", ["prompt_id": .string(prompt.id)]]
    return [
      "prompt": prompt.json, "outputs": outputs,
      "status": [
        "status_str": .string(status), "completed": .boolean(status == "success"), "messages": [begun, cached, last],
      ],
      "meta": [:],
    ]
  }

  private static func failedNode(of prompt: ComfyPrompt) -> JSONValue {
    let id = prompt.outputs[0]
    return [
      "prompt_id": .string(prompt.id), "node_id": .string(id),
      "node_type": .string(prompt.graph.kind(id)?.name ?? ""), "executed": [],
    ]
  }

  private static func failure(of prompt: ComfyPrompt) -> JSONObject? {
    let (type, message): (String, String)
    switch prompt.behaviour {
    case "outOfMemory":
      (type, message) = ("torch.OutOfMemoryError", "Allocation on device 0 would exceed allowed memory.")
    case "nodeFailed": (type, message) = ("RuntimeError", "The size of tensor a must match the size of tensor b.")
    default: return nil
    }
    return failedNode(of: prompt).object?.merging([
      "exception_message": .string(message), "exception_type": .string(type),
      "traceback": ["  File \"execution.py\"\n"],
    ])
  }

  // MARK: Files

  /// Makes the files of every output.
  private static func made(_ prompt: ComfyPrompt, _ state: inout State) -> JSONValue {
    let files = state.files
    let evaluation = ComfyEvaluation(graph: prompt.graph) { files[place(ofInput: $0)]?.bytes }
    var outputs = JSONObject()
    for id in prompt.outputs {
      let value = evaluation.value(of: id)
      let prefix = prompt.graph.inputs(id)["filename_prefix"]?.plainText ?? "ComfyUI_temp_stand"
      switch prompt.graph.kind(id)?.name {
      case "PreviewAny": outputs[id] = ["text": [.string(value.mark)]]
      case "VHS_VideoCombine":
        let video = MadeVideo(prompt: value.mark, width: value.width, height: value.height, seconds: 1)
        let file = saved(video.bytes, type: "output", prefix: prefix, ending: ".mp4", &state)
        outputs[id] = ["gifs": [file]]
      case let kind:
        let type = kind == "PreviewImage" ? "temp" : "output"
        let pictures = (0..<value.count).map { index in
          saved(value.picture(index).bytes(), type: type, prefix: prefix, ending: "_.png", &state)
        }
        outputs[id] = ["images": .array(pictures)]
      }
    }
    return .object(outputs)
  }

  /// Saves a file under the next number of its prefix; a slash in the prefix makes a folder.
  private static func saved(
    _ bytes: [UInt8], type: String, prefix: String, ending: String, _ state: inout State
  ) -> JSONValue {
    let count = (state.counters["\(type)/\(prefix)"] ?? 0) + 1
    state.counters["\(type)/\(prefix)"] = count
    let parts = prefix.split(separator: "/").map(String.init)
    let subfolder = parts.dropLast().joined(separator: "/")
    let digits = String(repeating: "0", count: max(0, 5 - "\(count)".count)) + "\(count)"
    let name = "\(parts.last ?? "ComfyUI")_\(digits)\(ending)"
    let media = ending.hasSuffix("mp4") ? "video/mp4" : "image/png"
    state.files["\(type)/\(subfolder)/\(name)"] = File(bytes: bytes, type: media)
    return ["filename": .string(name), "subfolder": .string(subfolder), "type": .string(type)]
  }

  /// Where a picture that a node names lies: `folder/name.png`, possibly with `[output]` behind it.
  static func place(ofInput name: String) -> String {
    var (name, type) = (name, "input")
    for other in ["input", "output", "temp"] where name.hasSuffix(" [\(other)]") {
      (name, type) = (String(name.dropLast(other.count + 3)), other)
    }
    let parts = name.split(separator: "/").map(String.init)
    return "\(type)/\(parts.dropLast().joined(separator: "/"))/\(parts.last ?? "")"
  }
}
