import HTTPTypes
import JobModel

/// A way in which a good reply is spoilt.
enum Damage: String, Sendable, CaseIterable {
  /// JSON that ends in its last quarter. The length is right: nothing was lost on the way.
  case brokenJSON
  /// The longest text loses its second half: pictures in base64 are cut.
  case truncatedBase64
  /// Numbers arrive as texts.
  case numbersAsStrings
  /// Every object has members that nobody knows.
  case unknownFields
  /// Nothing at all, with the status as it was.
  case emptyBody
  /// `{}`.
  case emptyObject
  /// Every list is empty.
  case emptyLists
  /// Every event comes twice.
  case duplicatedEvents
  /// Events of kinds that nobody knows come between the others.
  case unknownEvents
  /// A stream of nothing but comments and pings.
  case pingsOnly
  /// Lines of a stream end with CR LF, and the pieces that are sent split characters and line ends.
  case splitEvents
  /// The type of the reply is `text/plain`.
  case wrongMediaType
  /// The page of a gateway, with status 200.
  case page
  /// 200 MB of spaces before the JSON text.
  case huge
  /// Links to results that are past their time.
  case expiredLinks
  /// Links to results name another host.
  case otherHostLinks

  func done(to reply: StandInReply) -> StandInReply {
    var reply = reply
    switch self {
    case .brokenJSON: reply.rewriteBytes { Array($0[..<($0.count * 3 / 4)]) }
    case .emptyBody: reply.pieces = []
    case .emptyObject: reply.pieces = [.bytes(Array("{}".utf8))]
    case .wrongMediaType: reply.headers[.contentType] = "text/plain"
    case .page: reply = .gatewayPage(status: reply.status)
    case .huge: reply.pieces.insert(.filler(200_000_000), at: 0)
    case .duplicatedEvents: reply.pieces = reply.pieces.flatMap { $0.isEvent ? [$0, $0] : [$0] }
    case .unknownEvents: reply.pieces = reply.pieces.flatMap { $0.isEvent ? [Self.unknownEvent, $0] : [$0] }
    case .pingsOnly: reply.pieces = reply.pieces.map { $0.isEvent ? Self.ping : $0 }
    case .splitEvents: reply.pieces = reply.pieces.flatMap(Self.split)
    case .numbersAsStrings, .unknownFields, .emptyLists, .truncatedBase64, .expiredLinks, .otherHostLinks:
      reply.rewriteJSON(changed)
    }
    return reply
  }

  private static let unknownEvent: StandInReply.Piece = .event(
    StandInEvent(name: "weather_report", data: #"{"type":"weather_report","cloudy":true}"#).bytes)
  private static let ping: StandInReply.Piece = .event(Array(": ping\n\nevent: ping\n\n".utf8))

  private static func split(_ piece: StandInReply.Piece) -> [StandInReply.Piece] {
    guard case .event(let bytes) = piece else { return [piece] }
    let lines = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
    let cuts = [0, 1, lines.count / 3, lines.count / 2, lines.count - 1, lines.count]
    return zip(cuts, cuts.dropFirst()).flatMap { from, to -> [StandInReply.Piece] in
      [.event(Array(lines[from..<max(from, to)])), .pause(.milliseconds(1))]
    }
  }

  private func changed(_ value: JSONValue) -> JSONValue {
    switch self {
    case .numbersAsStrings: value.mapped { $0.number != nil ? .string($0.plainText) : $0 }
    case .unknownFields: value.mapped(Self.addingFields)
    case .emptyLists: value.mapped { $0.array != nil ? [] : $0 }
    case .truncatedBase64: value.mapped(Self.halvingBase64)
    case .expiredLinks: value.mapped { $0.rewritingLink { StorageLink.expired($0) } }
    case .otherHostLinks: value.mapped { $0.rewritingLink { StorageLink.onOtherHost($0) } }
    default: value
    }
  }

  private static func addingFields(_ value: JSONValue) -> JSONValue {
    guard var object = value.object else { return value }
    object["x_not_in_any_contract"] = ["nested": [1, nil, "two"]]
    return .object(object)
  }

  private static func halvingBase64(_ value: JSONValue) -> JSONValue {
    guard let text = value.string, text.utf8.count > 1_000 else { return value }
    return .string(String(decoding: text.utf8.prefix(text.utf8.count / 8 * 4), as: UTF8.self))
  }
}
