/// What a picture child is asked to do: one JSON line on its standard input.
package struct PictureRequest: Hashable, Sendable {
  package enum Work: Hashable, Sendable {
    /// Reads the header only.
    case probe
    /// Makes a new picture at `output`.
    case apply(PictureRecipe, output: String)
    /// Makes a small picture on white, as large as goes into a square of `box` pixels, for a workbook: JPEG.
    case thumbnail(output: String, box: Int)
  }

  /// The picture's path.
  package var input: String
  /// What messages call the picture; `nil`: the last part of its path.
  package var name: String?
  package var work: Work

  package init(_ work: Work, input: String, name: String? = nil) {
    self.work = work
    self.input = input
    self.name = name
  }

  /// What messages call the picture: never a folder.
  package var displayName: String {
    name ?? input.split(separator: "/").last.map(String.init) ?? "the picture"
  }
}

// MARK: - JSON

extension PictureRequest {
  package var json: JSONObject {
    var object: JSONObject = ["input": .string(input)]
    object["name"] = name.map(JSONValue.string)
    switch work {
    case .probe: object["work"] = "probe"
    case .apply(let recipe, let output):
      object["work"] = "apply"
      object["output"] = .string(output)
      object["recipe"] = .object(recipe.json)
    case .thumbnail(let output, let box):
      object["work"] = "thumbnail"
      object["output"] = .string(output)
      object["box"] = .integer(Int64(box))
    }
    return object
  }

  /// Reads what `json` gives.
  ///
  /// - Throws: `PictureRecipe.Problem` that names the key that is missing or wrong.
  package init(json: JSONObject) throws(PictureRecipe.Problem) {
    func text(_ key: String) throws(PictureRecipe.Problem) -> String {
      guard let text = json[key]?.string, !text.isEmpty else {
        throw PictureRecipe.Problem(key: key, reason: "is missing.")
      }
      return text
    }
    let work: Work
    switch try text("work") {
    case "probe": work = .probe
    case "apply":
      work = .apply(try PictureRecipe(json: json["recipe"]?.object ?? [:]), output: try text("output"))
    case "thumbnail":
      guard let box = json["box"]?.integer, (8...2048).contains(box) else {
        throw PictureRecipe.Problem(key: "box", reason: "must be a whole number from 8 to 2048.")
      }
      work = .thumbnail(output: try text("output"), box: box)
    default: throw PictureRecipe.Problem(key: "work", reason: "must be probe, apply or thumbnail.")
    }
    self.init(work, input: try text("input"), name: json["name"]?.string)
  }
}
