import CLibVips
import Foundation
import ImageProcessing
import JobModel
import Testing

/// libvips, started once for all tests.
enum Library {
  static let isStarted: Bool = {
    setlocale(LC_ALL, "C.UTF-8")
    return (try? ImageLibrary.start()) != nil
  }()
}

/// A folder of a test's own, removed at its end.
final class Folder {
  let path: String

  init() throws {
    try #require(Library.isStarted)
    path = FileManager.default.temporaryDirectory.appendingPathComponent("pictures-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Runs an operation of libvips on files: `convert("jpegsave", ["in": "a.png", "filename": "b.jpg"])`. Names of files
  /// are taken as lying in this folder.
  func convert(_ operation: String, from input: String, to output: String, _ options: [String: String] = [:]) throws {
    let saver = try #require(vips_operation_new(operation))
    defer { g_object_unref(saver) }
    let object = UnsafeMutableRawPointer(saver).assumingMemoryBound(to: VipsObject.self)
    let arguments = options.merging(["in": path(input), "filename": path(output)]) { $1 }
    for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
      try #require(vips_object_set_argument_from_string(object, name, value) == 0)
    }
    try #require(vips_object_build(object) == 0, "\(String(cString: vips_error_buffer()))")
    vips_object_unref_outputs(object)
  }
}

extension PictureEditor {
  /// What `apply` failed with, or `nil`.
  func failure(of path: String, _ recipe: PictureRecipe = PictureRecipe(format: .png), in folder: Folder) -> Failure? {
    let work = PictureRequest.Work.apply(recipe, output: folder.path("result"))
    guard case .failed(let failure) = reply(to: PictureRequest(work, input: path)) else { return nil }
    return failure
  }

  /// Applies a recipe and gives the result's bands of the pixel at (x, y).
  func pixel(
    _ recipe: PictureRecipe = PictureRecipe(format: .png), of path: String, at point: (x: Int, y: Int),
    in folder: Folder
  ) throws -> [UInt8] {
    try Raster(applying: recipe, to: path, with: self, in: folder).pixel(point.x, point.y)
  }
}

/// Decoded pixels of a result.
struct Raster {
  let made: MadePicture
  private let bands: Int
  private let bytes: [UInt8]

  /// The result is written as PNG, so that pixels are exact.
  init(
    applying recipe: PictureRecipe, to path: String, with editor: PictureEditor = PictureEditor(), in folder: Folder
  ) throws {
    let output = folder.path("result-\(UUID().uuidString).png")
    made = try editor.apply(recipe, to: path, output: output, name: "picture")
    let image = try #require(opened(output))
    defer { g_object_unref(image) }
    bands = Int(vips_image_get_bands(image))
    var count = 0
    let memory = try #require(vips_image_write_to_memory(image, &count))
    bytes = [UInt8](UnsafeRawBufferPointer(start: memory, count: count))
    g_free(memory)
  }

  func pixel(_ x: Int, _ y: Int) -> [UInt8] {
    let start = (y * made.size.width + x) * bands
    return Array(bytes[start..<(start + bands)])
  }
}

private func opened(_ path: String) -> UnsafeMutablePointer<VipsImage>? {
  guard let source = vips_source_new_from_file(path) else { return nil }
  defer { g_object_unref(source) }
  return rowspool_open(source)
}

func near(_ left: [UInt8], _ right: [Int], within distance: Int = 3) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { abs(Int($0) - $1) <= distance }
}
