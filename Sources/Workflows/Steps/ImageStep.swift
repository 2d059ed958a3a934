import Containment
import JobModel
import SystemPackage

/// `image:` makes one picture of another, by a `PictureRecipe`:
///
///     image:
///       input: "{{image}}"
///       operations: [{pad: {size: "{{size}}"}, when: {column: fit, equals: pad}}, …]
///       background: "{{background}}"
///
/// Every key of a recipe may stand beside `input`. An operation may have a `when:`. It gives `picture`, `width`,
/// `height`, `bytes` and, with `score: true`, `score`.
struct ImageStep: StepKind {
  static let key = "image"
  static let conditionalLists: Set<String> = ["operations"]
  private static let recipeKeys = [
    "operations", "background", "format", "quality", "stripMetadata", "maximumBytes", "score",
  ]

  private let pictures: any RequestService

  init(resources: StepResources) {
    pictures = resources.pictures
  }

  static func outputs(checking settings: YAMLSettings) -> [StepOutputDefinition] {
    if let fields = settings.value.fields(known: ["input"] + recipeKeys) {
      _ = fields.required("input")
      // Empty cells switch operations off, so a recipe must be good without any value too.
      var recipe = settings.template.filled { _ in .null }.object ?? [:]
      recipe["input"] = nil
      do throws(PictureRecipe.Problem) {
        _ = try PictureRecipe(json: recipe)
      } catch {
        settings.value.report("recipe", "'\(settings.value.name)' cannot be used: \(error)")
      }
    }
    return [
      StepOutputDefinition("picture", .image), StepOutputDefinition("width", .integer),
      StepOutputDefinition("height", .integer), StepOutputDefinition("bytes", .integer),
      StepOutputDefinition("score", .integer),
    ]
  }

  func run(_ step: FilledStep, _ context: StepContext) async throws(Failure) -> StepOutput {
    guard let input = step.settings["input"]?.string, !input.isEmpty else {
      throw Failure(
        .invalid, code: "picture-missing",
        message: "The row names no picture for the step '\(step.definition.name)'. Fill in the picture's name.")
    }
    var settings = step.settings
    settings["input"] = nil
    let recipe: PictureRecipe
    do throws(PictureRecipe.Problem) {
      recipe = try PictureRecipe(json: settings)
    } catch {
      throw Failure(
        .invalid, code: "picture-recipe",
        message: "The row's values do not fit the step '\(step.definition.name)': \(error.message)")
    }
    let output = context.folder.appending("picture")
    let request = PictureRequest(.apply(recipe, output: output.string), input: input)
    return Self.output(try await ask(request, step, context), at: output)
  }

  private func ask(
    _ request: PictureRequest, _ step: FilledStep, _ context: StepContext
  ) async throws(Failure) -> MadePicture {
    let reply: JSONObject
    do throws(ContainmentError) {
      reply = try await pictures.call(request.json, deadline: context.timeout)
    } catch {
      throw Failure(error, step: step.definition.name, subject: "the picture '\(request.displayName)'")
    }
    switch PictureReply(json: reply) {
    case .made(let picture): return picture
    case .failed(let failure): throw failure
    case .probed, nil:
      throw Failure(
        .transient, code: "picture-reply",
        message:
          "The picture '\(request.displayName)' could not be worked on: the picture program gave no usable answer.")
    }
  }

  private static func output(_ picture: MadePicture, at path: FilePath) -> StepOutput {
    var file = StepFile(column: "picture", path: path)
    file.fileExtension = picture.format.fileExtension
    file.mediaType = picture.format.mediaType
    file.width = picture.size.width
    file.height = picture.size.height
    var values: JSONObject = [
      "width": .integer(Int64(picture.size.width)), "height": .integer(Int64(picture.size.height)),
      "bytes": .integer(Int64(picture.bytes)),
    ]
    values["score"] = picture.score.map { .integer(Int64($0.total)) }
    let warning = picture.notes.first.map { first in
      Failure(.transient, code: first.code, message: .sentences(picture.notes.map(\.message)))
    }
    return StepOutput(values: values, files: [file], warning: warning)
  }
}
