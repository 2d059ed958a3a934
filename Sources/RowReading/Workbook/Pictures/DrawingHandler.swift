/// Reads a sheet's drawing (ECMA-376 part 1, 20.5): its pictures and where they are. Those of a group are where the
/// group is; charts and shapes are left out.
final class DrawingHandler: XMLHandler {
  private(set) var pictures: [DrawnPicture] = []
  /// Pictures that lie on the page and not at any cell.
  private(set) var unplaced = 0
  private let limit: Int

  private enum Anchor {
    case cells
    case page
  }

  // What the parser is in.
  private var anchor: Anchor?
  private var hasFrom = false
  private var from = DrawingCorner()
  private var to: DrawingCorner?
  private var size = (width: 0, height: 0)
  private var found: [DrawnPicture] = []
  private var isInPicture = false
  private var isInTo = false
  private var isInCorner = false
  private var edge: WritableKeyPath<DrawingCorner, Int>?
  private var digits: [UInt8] = []

  private static let longestNumber = 24
  /// No sheet is larger, and sums of such lengths do not overflow.
  private static let greatestLength = 1 << 40

  init(limit: Int) {
    self.limit = limit
    super.init(.any)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "twoCellAnchor", "oneCellAnchor": begin(.cells)
    case "absoluteAnchor": begin(.page)
    case "from" where anchor != nil && !isInPicture: beginCorner(isTo: false)
    case "to" where anchor != nil && !isInPicture: beginCorner(isTo: true)
    case "col" where isInCorner: edge = \.column.index
    case "colOff" where isInCorner: edge = \.column.offset
    case "row" where isInCorner: edge = \.row.index
    case "rowOff" where isInCorner: edge = \.row.offset
    case "ext" where anchor != nil: takeSize(attributes)
    case "pic" where anchor != nil:
      isInPicture = true
      found.append(DrawnPicture(from: DrawingCorner()))
    case "blip" where isInPicture: takeSource(attributes)
    default: break
    }
    digits.removeAll(keepingCapacity: true)
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard edge != nil, digits.count + bytes.count <= Self.longestNumber else { return }
    digits.append(contentsOf: bytes)
  }

  override func end(_ name: XMLName) {
    if let edge { takeNumber(edge) }
    edge = nil
    switch name {
    case "from", "to": isInCorner = false
    case "pic": isInPicture = false
    case "twoCellAnchor", "oneCellAnchor", "absoluteAnchor": endAnchor()
    default: break
    }
  }

  // MARK: - Anchors

  private func begin(_ kind: Anchor) {
    anchor = kind
    (hasFrom, from, to) = (false, DrawingCorner(), nil)
    size = (0, 0)
    found = []
    isInPicture = false
  }

  private func beginCorner(isTo: Bool) {
    isInCorner = true
    isInTo = isTo
    if isTo { to = DrawingCorner() } else { hasFrom = true }
  }

  private func takeNumber(_ edge: WritableKeyPath<DrawingCorner, Int>) {
    let text = String(decoding: digits, as: UTF8.self)
    let value = min(max(0, Int(text.trimmingBlanks()) ?? 0), Self.greatestLength)
    if isInTo { to?[keyPath: edge] = value } else { from[keyPath: edge] = value }
  }

  /// The anchor's own size, or that of the first picture in it; extension lists use the same name without a size.
  private func takeSize(_ attributes: XMLAttributes) {
    guard let width = attributes["cx"].flatMap(CellReference.integer),
      let height = attributes["cy"].flatMap(CellReference.integer), size == (0, 0)
    else { return }
    size = (min(max(0, width), Self.greatestLength), min(max(0, height), Self.greatestLength))
  }

  private func takeSource(_ attributes: XMLAttributes) {
    guard let last = found.indices.last, found[last].embedded == nil, found[last].linked == nil else { return }
    found[last].embedded = attributes.text("embed", qualified: true).flatMap { $0.isEmpty ? nil : $0 }
    found[last].linked = attributes.text("link", qualified: true).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func endAnchor() {
    defer { anchor = nil }
    guard anchor == .cells, hasFrom else {
      unplaced += found.count
      return
    }
    for var picture in found {
      (picture.from, picture.to, picture.width, picture.height) = (from, to, size.width, size.height)
      pictures.append(picture)
    }
    if pictures.count > limit { fail(ReadingError.tooManyPictures(limit)) }
  }
}
