/// The words of the command line.
enum ChildArguments {
  case serve(ChildOptions)
  case render(SampleRendering)

  struct Problem: Error, CustomStringConvertible {
    var description: String
  }

  init(_ words: some Sequence<String>) throws(Problem) {
    var words = Array(words)[...]
    if words.first == "--render" {
      words.removeFirst()
      self = .render(try SampleRendering(&words))
    } else {
      self = .serve(try ChildOptions(&words))
    }
  }

  static func value(of name: String, _ words: inout ArraySlice<String>) throws(Problem) -> String {
    guard let value = words.popFirst() else { throw Problem(description: "\(name) needs a value") }
    return value
  }

  static func number(
    of name: String, in range: ClosedRange<Int>, _ words: inout ArraySlice<String>
  ) throws(Problem) -> Int {
    guard let number = Int(try value(of: name, &words)), range.contains(number) else {
      throw Problem(description: "\(name) needs a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

/// What a picture child may touch and use.
struct ChildOptions {
  /// Folders in which pictures are read.
  var readable: [String] = []
  /// Folders in which results are written; libvips' temporary file goes into the first.
  var writable: [String] = []
  /// Bytes of address space.
  var memory = 1 << 30
  /// Seconds of computing for each request.
  var cpuSeconds = 60
  /// Requests until it ends.
  var mostPictures = 200
  /// Pixels of the largest picture that is read.
  var mostPixels = 200_000_000

  init(_ words: inout ArraySlice<String>) throws(ChildArguments.Problem) {
    while let name = words.popFirst() {
      switch name {
      case "--read": readable.append(try ChildArguments.value(of: name, &words))
      case "--write": writable.append(try ChildArguments.value(of: name, &words))
      case "--memory": memory = try ChildArguments.number(of: name, in: (1 << 28)...(1 << 40), &words)
      case "--cpu": cpuSeconds = try ChildArguments.number(of: name, in: 1...86_400, &words)
      case "--pictures": mostPictures = try ChildArguments.number(of: name, in: 1...1_000_000, &words)
      case "--pixels": mostPixels = try ChildArguments.number(of: name, in: 1...10_000_000_000, &words)
      default: throw ChildArguments.Problem(description: "\(name) is not known")
      }
    }
    guard !readable.isEmpty || !writable.isEmpty else {
      throw ChildArguments.Problem(description: "--read and --write must name the folders that it may use")
    }
  }
}
