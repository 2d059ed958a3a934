import SystemPackage

/// In which order a workflow's presets are shown: the file `presets/order.txt`, a name a line.
struct PresetOrder: Hashable, Sendable {
  static let file = "order.txt"
  var names: [String]

  /// A file that is not there or cannot be read names nothing: presets are shown by name then. Blocks.
  init(of folder: FilePath) {
    let text = try? YAMLFile.text(of: folder.appending(Self.file), as: Self.file)
    names = (text ?? "").split(whereSeparator: \.isNewline).map { FoldedText.trim(String($0)) }.filter { !$0.isEmpty }
  }

  /// - Parameter known: the presets there are, sorted.
  func arranged(_ known: [String]) -> [String] {
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() { places[FoldedText.fold(name)] = places[FoldedText.fold(name)] ?? place }
    let ranked = known.enumerated().map { (rank: places[FoldedText.fold($1)] ?? names.count, index: $0, name: $1) }
    return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.name)
  }
}
