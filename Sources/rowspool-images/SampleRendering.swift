import ImageProcessing
import JobModel

/// Renders one of our own drawings to a photograph's size, for the demonstration.
struct SampleRendering {
  private var input = ""
  private var output = ""
  private var width = 2400
  private var orientation = 1

  init(_ words: inout ArraySlice<String>) throws(ChildArguments.Problem) {
    input = try ChildArguments.value(of: "--render", &words)
    output = try ChildArguments.value(of: "--render", &words)
    while let name = words.popFirst() {
      switch name {
      case "--width": width = try ChildArguments.number(of: name, in: 1...10_000, &words)
      case "--orientation": orientation = try ChildArguments.number(of: name, in: 1...8, &words)
      default: throw ChildArguments.Problem(description: "\(name) is not known")
      }
    }
  }

  func run() throws {
    guard let format = output.split(separator: ".").last.flatMap({ PictureFormat(String($0)) }), format.isWritable
    else { throw ChildArguments.Problem(description: "the result's name must end in jpg, png, webp, tiff or avif") }
    try ImageLibrary.start()
    try PictureEditor().render(input, output: output, width: width, format: format, orientation: orientation)
  }
}
