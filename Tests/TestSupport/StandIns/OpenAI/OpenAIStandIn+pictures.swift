import Foundation
import JobModel

extension OpenAIStandIn {
  /// `POST /images/generations`.
  func generated(_ request: StandInRequest) throws -> StandInReply {
    guard let values = try? request.json().object else {
      throw OpenAIFailure.invalid(nil, "We could not parse the JSON body of your request.")
    }
    return made(try OpenAIPictureOrder(values), kind: "image_generation", inputPictures: 0, request.behaviour)
  }

  /// `POST /images/edits`, as a form or as JSON.
  func edited(_ request: StandInRequest) throws -> StandInReply {
    let edit = try request.isMultipart ? OpenAIEdit(try request.form()) : OpenAIEdit(json: request.json(), files: self)
    return made(edit.order, kind: "image_edit", inputPictures: edit.pictures.count, request.behaviour)
  }

  private func made(
    _ order: OpenAIPictureOrder, kind: String, inputPictures: Int, _ behaviour: String?
  ) -> StandInReply {
    let usage = Self.usage(of: order, inputPictures: inputPictures)
    if order.isStream { return streamed(order, kind: kind, usage: usage, behaviour) }
    var reply = Self.head(of: order)
    let pictures = behaviour == "noPictures" ? [] : (0..<order.count).map { item(order, $0, behaviour) }
    reply["created"] = .integer(Int64(Date().timeIntervalSince1970))
    reply["data"] = .array(pictures)
    reply["usage"] = usage
    return .json(.object(reply))
  }

  private static func head(of order: OpenAIPictureOrder) -> JSONObject {
    [
      "background": .string(order.background == "auto" ? "opaque" : order.background),
      "output_format": .string(order.format.rawValue), "size": .string("\(order.width)x\(order.height)"),
      "quality": .string(order.quality == "auto" ? "medium" : order.quality),
    ]
  }

  private func item(_ order: OpenAIPictureOrder, _ index: Int, _ behaviour: String?) -> JSONValue {
    let bytes = order.picture(index).bytes(order.format)
    let revised: JSONValue = order.model == "dall-e-3" ? .string("In detail: \(order.prompt)") : nil
    if order.isLink || behaviour == "urlResults" {
      let link = storage.put(bytes, type: order.format.mediaType, ending: order.format.rawValue)
      return ["b64_json": nil, "url": .string(link), "revised_prompt": revised]
    }
    let prefix = behaviour == "dataURLs" ? "data:\(order.format.mediaType);base64," : ""
    return ["b64_json": .string(prefix + bytes.base64), "url": nil, "revised_prompt": revised]
  }

  private func streamed(
    _ order: OpenAIPictureOrder, kind: String, usage: JSONValue, _ behaviour: String?
  ) -> StandInReply {
    var events = (0..<order.partialPictures).map { index in
      event(order, "\(kind).partial_image", ["partial_image_index": .integer(Int64(index))])
    }
    if behaviour == "errorEvent" {
      let failure = OpenAIFailure(type: "server_error", code: "server_error", message: "The picture could not be made.")
      events.append(
        StandInEvent(name: "error", json: .object(JSONObject([("type", "error")]).merging(failure.json.object ?? [:]))))
    } else if behaviour != "noPictures" {
      events.append(event(order, "\(kind).completed", ["usage": usage]))
    }
    return .events(events)
  }

  private func event(_ order: OpenAIPictureOrder, _ type: String, _ more: JSONObject) -> StandInEvent {
    var members: JSONObject = [
      "type": .string(type), "b64_json": .string(order.picture(0).bytes(order.format).base64),
      "created_at": .integer(Int64(Date().timeIntervalSince1970)),
    ]
    members = members.merging(Self.head(of: order)).merging(more)
    return StandInEvent(name: type, json: .object(members))
  }

  private static func usage(of order: OpenAIPictureOrder, inputPictures: Int) -> JSONValue {
    let words = Int64(order.prompt.split(separator: " ").count)
    let (pictures, made) = (Int64(inputPictures * 40), Int64(order.count * 1_056))
    return [
      "input_tokens": .integer(words + pictures), "output_tokens": .integer(made),
      "total_tokens": .integer(words + pictures + made),
      "input_tokens_details": ["text_tokens": .integer(words), "image_tokens": .integer(pictures)],
      "output_tokens_details": ["text_tokens": 0, "image_tokens": .integer(made)],
    ]
  }
}
