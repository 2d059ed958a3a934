import JobModel

/// Excel's pictures in cells: leads from a cell's value metadata to the part that holds its picture.
struct RichPictures {
  private let metadata: MetadataHandler
  private let values: [RichValuesHandler.Value]
  private let ids: [String]
  private let sources: PictureSources?

  /// - Returns: `nil` where the workbook has no rich values.
  init?(_ workbook: Workbook, limits: CellPictureLimits) throws {
    let places = try Places(workbook)
    guard let metadataPart = places.metadata, let valuesPart = places.values else { return nil }
    let parts = workbook.parts
    metadata = MetadataHandler(limit: limits.mostValues)
    try parts.parse(metadataPart, as: "the list of pictures in cells", into: metadata)
    let structures = RichStructuresHandler()
    if let part = places.structures { try parts.parse(part, as: "the list of pictures in cells", into: structures) }
    let read = RichValuesHandler(structures: structures, limit: limits.mostValues)
    try parts.parse(valuesPart, as: "the list of pictures in cells", into: read)
    values = read.values
    let relationships = RichRelationshipsHandler(limit: limits.mostValues)
    if let part = places.relationships {
      try parts.parse(part, as: "the list of pictures in cells", into: relationships)
    }
    ids = relationships.ids
    sources = try places.relationships.map { try PictureSources(workbook, of: $0) }
  }

  /// - Parameter number: a cell's `vm`, from 1.
  /// - Returns: `nil` where the cell's rich value is no picture.
  func source(of number: Int) -> CellPicture.Source? {
    guard let index = metadata.richValue(of: number), values.indices.contains(index) else { return .missing }
    switch values[index] {
    case .other: return nil
    case .webPicture: return .link
    case .picture(let place):
      return ids.indices.contains(place) ? sources?.source(of: ids[place]) ?? .missing : .missing
    }
  }

  /// The parts, by the kinds of their relationships, else by Excel's own names for them.
  private struct Places {
    var metadata: String?
    var values: String?
    var structures: String?
    var relationships: String?

    init(_ workbook: Workbook) throws {
      let related = try workbook.relationships(of: workbook.main)
      func place(_ kind: String, _ name: String) -> String? {
        let target = related.first { $0.kind.lowercased() == kind }?.target ?? workbook.sibling(name)
        return workbook.parts.has(target) ? target : nil
      }
      metadata = place("sheetmetadata", "metadata.xml")
      values = place("rdrichvalue", "richData/rdrichvalue.xml")
      structures = place("rdrichvaluestructure", "richData/rdrichvaluestructure.xml")
      relationships = place("richvaluerel", "richData/richValueRel.xml")
    }
  }
}
