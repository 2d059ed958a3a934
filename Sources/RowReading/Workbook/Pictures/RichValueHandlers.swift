// The parts by which Excel leads from a cell's `vm` attribute to the picture in it ([MS-XLSX] 2.2.4 and 2.6.200 ff.,
// ECMA-376 part 1, 18.9): value metadata, rich values, their structures, and a list of relationships.

/// Reads `metadata.xml`: which rich value each piece of value metadata stands for.
final class MetadataHandler: XMLHandler {
  private struct Block {
    var type: Int
    var index: Int
  }

  private var types: [String] = []
  private var values: [Block?] = []
  /// By the name of the metadata type: the rich value of each block.
  private var future: [String: [Int?]] = [:]
  private let limit: Int

  private enum List {
    case none
    case future(String)
    case values
  }
  private var list = List.none
  private static let mostTypes = 1_000

  init(limit: Int) {
    self.limit = limit
    super.init(.any)
  }

  /// The rich value that a cell's `vm` (from 1) stands for.
  func richValue(of number: Int) -> Int? {
    guard values.indices.contains(number - 1), let block = values[number - 1], types.indices.contains(block.type - 1)
    else { return nil }
    let type = types[block.type - 1]
    // Some programs leave out the list in between.
    guard let blocks = future[type] else { return type == "XLRICHVALUE" ? block.index : nil }
    return blocks.indices.contains(block.index) ? blocks[block.index] : nil
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "metadataType":
      types.append(attributes.text("name") ?? "")
      if types.count > Self.mostTypes { fail(XMLPartError.tooComplex) }
    case "futureMetadata":
      let type = attributes.text("name") ?? ""
      list = .future(type)
      future[type] = future[type] ?? []
      if future.count > Self.mostTypes { fail(XMLPartError.tooComplex) }
    case "valueMetadata": list = .values
    case "cellMetadata": list = .none
    case "bk": beginBlock()
    case "rvb":
      if case .future(let type) = list, let last = future[type]?.indices.last {
        future[type]?[last] = attributes["i"].flatMap(CellReference.integer)
      }
    case "rc":
      guard case .values = list, let last = values.indices.last, values[last] == nil,
        let type = attributes["t"].flatMap(CellReference.integer),
        let index = attributes["v"].flatMap(CellReference.integer)
      else { return }
      values[last] = Block(type: type, index: index)
    default: break
    }
  }

  private func beginBlock() {
    switch list {
    case .none: break
    case .future(let type):
      future[type]?.append(nil)
      if future[type]?.count ?? 0 > limit { fail(ReadingError.tooManyPictures(limit)) }
    case .values:
      values.append(nil)
      if values.count > limit { fail(ReadingError.tooManyPictures(limit)) }
    }
  }
}

/// Reads `rdrichvaluestructure.xml`: what the members of each kind of rich value are.
final class RichStructuresHandler: XMLHandler {
  /// For each structure the place of the member that numbers a picture of the workbook; `nil` where it has none.
  private(set) var pictureMembers: [Int?] = []
  /// Structures of pictures that lie at an address (the function `IMAGE`).
  private(set) var webStructures: Set<Int> = []
  private var member = 0
  private static let mostStructures = 10_000

  init() { super.init(.any) }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "s":
      if attributes.text("t") == "_webimage" { webStructures.insert(pictureMembers.count) }
      pictureMembers.append(nil)
      member = 0
      if pictureMembers.count > Self.mostStructures { fail(XMLPartError.tooComplex) }
    case "k":
      guard let last = pictureMembers.indices.last else { return }
      if attributes.text("n") == "_rvRel:LocalImageIdentifier" { pictureMembers[last] = member }
      member += 1
    default: break
    }
  }
}

/// Reads `rdrichvalue.xml`: the rich values, of which only what leads to pictures is kept.
final class RichValuesHandler: XMLHandler {
  enum Value {
    /// Its place in the list of relationships.
    case picture(Int)
    case webPicture
    case other
  }

  private(set) var values: [Value] = []
  private let structures: RichStructuresHandler
  private let limit: Int
  private var structure = 0
  private var member = 0
  private var isCollecting = false
  private var digits: [UInt8] = []
  private static let longestNumber = 20

  init(structures: RichStructuresHandler, limit: Int) {
    self.structures = structures
    self.limit = limit
    super.init(.any)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "rv":
      structure = attributes["s"].flatMap(CellReference.integer) ?? 0
      member = 0
      values.append(structures.webStructures.contains(structure) ? .webPicture : .other)
      if values.count > limit { fail(ReadingError.tooManyPictures(limit)) }
    case "v":
      let members = structures.pictureMembers
      isCollecting = members.indices.contains(structure) && members[structure] == member
      digits.removeAll(keepingCapacity: true)
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isCollecting, digits.count + bytes.count <= Self.longestNumber else { return }
    digits.append(contentsOf: bytes)
  }

  override func end(_ name: XMLName) {
    guard "v" ~= name else { return }
    if isCollecting, let last = values.indices.last {
      values[last] = .picture(digits.withUnsafeBufferPointer(CellReference.integer) ?? -1)
    }
    isCollecting = false
    member += 1
  }
}

/// Reads `richValueRel.xml`: relationships in the order in which rich values number them.
final class RichRelationshipsHandler: XMLHandler {
  private(set) var ids: [String] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
    super.init(.any)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard "rel" ~= name else { return }
    ids.append(attributes.text("id", qualified: true) ?? "")
    if ids.count > limit { fail(ReadingError.tooManyPictures(limit)) }
  }
}
