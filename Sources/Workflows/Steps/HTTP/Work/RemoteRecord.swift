import JobModel

/// What a row's file keeps of work at a service, in the place of its id: the bare id, or JSON where there is more.
struct RemoteRecord: Hashable, Sendable {
  var id: String?
  /// Nothing can be fetched any more. The row is not sent again unless a person wants it.
  var isLost = false
  /// The answer of a service that gives links at once, as far as it is still needed.
  var harvest: Harvest?

  init(id: String? = nil, isLost: Bool = false, harvest: Harvest? = nil) {
    (self.id, self.isLost, self.harvest) = (id, isLost, harvest)
  }

  /// Reads any text: what is not our JSON is an id.
  init(text: String) {
    guard text.hasPrefix("{"), let object = (try? JSONReader.read(text))?.object, object["rowspool"] != nil else {
      self.init(id: text)
      return
    }
    self.init(
      id: object["id"]?.string, isLost: object["lost"]?.boolean ?? false,
      harvest: object["answer"]?.object.map(Harvest.init))
  }

  var text: String {
    if let id, !isLost, harvest == nil, !id.hasPrefix("{") { return id }
    var object: JSONObject = ["rowspool": 1]
    object["id"] = id.map(JSONValue.string)
    if isLost { object["lost"] = true }
    object["answer"] = harvest.map { .object($0.json) }
    return JSONValue.object(object).plainText
  }
}
