import Foundation
import JobModel
import Synchronization

extension ComfyStandIn {
  var promptRoutes: [StandInRoute] {
    [
      StandInRoute("POST", "/prompt") { try self.submitted($0) },
      StandInRoute("GET", "/prompt") { _ in
        .json(["exec_info": ["queue_remaining": .integer(Int64(self.advanced { $0.waitingCount }))]])
      },
      StandInRoute("GET", "/history") { self.history($0) },
      StandInRoute("GET", "/history/{id}") { self.history(of: $0.parameters["id"] ?? "") },
      StandInRoute("POST", "/history") { try self.changedHistory($0) },
      StandInRoute("GET", "/queue") { _ in self.queue() },
      StandInRoute("POST", "/queue") { try self.changedQueue($0) },
      StandInRoute("POST", "/interrupt") { self.interrupted($0) },
    ]
  }

  /// `POST /prompt`.
  private func submitted(_ request: StandInRequest) throws -> StandInReply {
    guard let json = try? request.json(), let nodes = json["prompt"]?.object else {
      throw Refused(Self.failure("no_prompt", "No prompt provided", details: "No prompt provided"))
    }
    let id = try chosenID(json, request.behaviour)
    let graph = ComfyGraph(nodes)
    try checkNodes(graph)
    let (outputs, failures) = checkedOutputs(graph)
    guard !outputs.isEmpty else {
      throw Refused(
        Self.failure("prompt_outputs_failed_validation", "Prompt outputs failed validation", nodes: failures))
    }
    var extra = json["extra_data"]?.object ?? JSONObject()
    extra["client_id"] = json["client_id"]
    let kept = extra
    let number = advanced { state in
      state.number += 1
      let number = json["front"]?.boolean == true ? -state.number : json["number"]?.integer ?? state.number
      let prompt = ComfyPrompt(
        id: id, number: number, graph: graph, extra: kept, outputs: outputs, behaviour: request.behaviour)
      let place = state.pending.firstIndex { $0.number > number } ?? state.pending.endIndex
      state.pending.insert(prompt, at: place)
      return number
    }
    advanced { _ in }
    return .json(["prompt_id": .string(id), "number": .integer(Int64(number)), "node_errors": failures])
  }

  /// The id that the caller chose; one that is known already is refused.
  private func chosenID(_ json: JSONValue, _ behaviour: String?) throws -> String {
    guard let value = json["prompt_id"], value != nil, behaviour != "ignoresPromptID" else {
      return UUID().uuidString.lowercased()
    }
    guard let id = value.string, UUID(uuidString: id) != nil else {
      throw Refused(Self.failure("invalid_prompt_id", "prompt_id must be a valid UUID"))
    }
    let isKnown = advanced { state in
      state.running?.id == id || state.pending.contains { $0.id == id } || state.history.contains { $0.id == id }
    }
    guard !isKnown else { throw Refused(.json(["error": "prompt_id already exists"], status: 409)) }
    return id
  }

  private func checkNodes(_ graph: ComfyGraph) throws {
    for (id, node) in graph.nodes.members {
      guard let type = node["class_type"]?.string else {
        throw Refused(
          Self.failure(
            "invalid_prompt", "Cannot execute because a node is missing the class_type property.",
            details: "Node ID '#\(id)'"))
      }
      guard ComfyNodes.all[type] != nil else {
        throw Refused(
          Self.failure(
            "missing_node_type", "Node '\(type)' not found. The custom node may not be installed.",
            details: "Node ID '#\(id)'"))
      }
    }
    guard !graph.outputs.isEmpty else { throw Refused(Self.failure("prompt_no_outputs", "Prompt has no outputs")) }
  }

  /// The outputs that can be run, and what is wrong with the nodes of the others.
  private func checkedOutputs(_ graph: ComfyGraph) -> (outputs: [String], failures: JSONValue) {
    let files = state.withLock { $0.files }
    let isUploaded = { (name: String) in files[Self.place(ofInput: name)] != nil }
    var good: [String] = []
    var bad: [String: [String]] = [:]
    for output in graph.outputs {
      let wrong = graph.upstream(of: output).filter { !graph.failures(of: $0, isUploaded: isUploaded).isEmpty }
      if wrong.isEmpty { good.append(output) }
      for id in wrong { bad[id, default: []].append(output) }
    }
    let failures = bad.sorted { $0.key < $1.key }.map { id, outputs -> (String, JSONValue) in
      let errors = graph.failures(of: id, isUploaded: isUploaded).map(\.json)
      let entry: JSONValue = [
        "errors": .array(errors), "dependent_outputs": .array(outputs.map { .string($0) }),
        "class_type": .string(graph.kind(id)?.name ?? ""),
      ]
      return (id, entry)
    }
    return (good, .object(JSONObject(failures)))
  }

  // MARK: History and queue

  private func history(of id: String) -> StandInReply {
    let entry = advanced { $0.history.first { $0.id == id }?.entry }
    return .json(.object(JSONObject(entry.map { [(id, $0)] } ?? [])))
  }

  private func history(_ request: StandInRequest) -> StandInReply {
    let all = advanced { $0.history }
    let most = request.query["max_items"].flatMap { Int($0) } ?? all.count
    let first = request.query["offset"].flatMap { Int($0) } ?? max(0, all.count - most)
    return .json(.object(JSONObject(all.dropFirst(first).prefix(most).map { ($0.id, $0.entry) })))
  }

  private func changedHistory(_ request: StandInRequest) throws -> StandInReply {
    let json = try request.json()
    let ids = (json["delete"]?.array ?? []).compactMap(\.string)
    advanced { state in
      if json["clear"]?.boolean == true { state.history = [] }
      state.history.removeAll { ids.contains($0.id) }
    }
    return StandInReply()
  }

  private func queue() -> StandInReply {
    advanced { state in
      .json([
        "queue_running": .array(state.running.map { [$0.json] } ?? []),
        "queue_pending": .array(state.pending.map(\.json)),
      ])
    }
  }

  private func changedQueue(_ request: StandInRequest) throws -> StandInReply {
    let json = try request.json()
    let ids = (json["delete"]?.array ?? []).compactMap(\.string)
    advanced { state in
      if json["clear"]?.boolean == true { state.pending = [] }
      state.pending.removeAll { ids.contains($0.id) }
    }
    return StandInReply()
  }

  /// Without an id it stops whatever runs, whoever's it is.
  private func interrupted(_ request: StandInRequest) -> StandInReply {
    let id = request.body.isEmpty ? nil : try? request.json()["prompt_id"]?.string
    advanced { state in
      guard id == nil || state.running?.id == id else { return }
      state.running?.isInterrupted = true
    }
    advanced { _ in }
    return StandInReply()
  }
}
