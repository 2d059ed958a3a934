import CLibXML2
import Glibc

/// Gets the elements of one part. The subclass reads them; this class keeps the limits, leaves foreign elements out and
/// looks through `mc:AlternateContent` (ECMA-376 part 3), whose fallback is what a plain reader is meant to read.
class XMLHandler {
  enum Vocabulary {
    /// SpreadsheetML, transitional or strict, or without a namespace; other elements are left out.
    case spreadsheet
    case any
  }

  /// Why reading must stop.
  final var failure: (any Error)?
  /// Nothing that follows in this part is of interest.
  final var isFinished = false

  /// The parser that calls; set while it lives.
  final var parser: UnsafeMutablePointer<xmlParserCtxt>?

  private let vocabulary: Vocabulary
  private var depth = 0
  /// How deep inside a left-out element; 0 outside.
  private var leftOut = 0
  /// libxml2 keeps one copy of each namespace name, so that the last one seen can be told by its address.
  private var spreadsheetNamespace: UnsafePointer<UInt8>?

  private static let deepest = 200
  private static let mostAttributes = 256

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// Leaves out the element that `start` is being called for: neither its content nor its end is handed over.
  final func leaveOut() {
    leftOut = 1
  }

  final func fail(_ error: any Error) {
    if failure == nil { failure = error }
  }

  // MARK: - From libxml2

  final func startElement(_ name: XMLName, namespace: UnsafePointer<UInt8>?, _ attributes: XMLAttributes) {
    depth += 1
    if depth > Self.deepest || attributes.count > Self.mostAttributes {
      fail(XMLPartError.tooComplex)
    }
    guard failure == nil, !isFinished else { return }
    if leftOut > 0 {
      leftOut += 1
      return
    }
    switch kind(of: namespace) {
    case .own: start(name, attributes)
    case .compatibility: if "Choice" ~= name { leaveOut() }
    case .foreign: leaveOut()
    }
  }

  final func endElement(_ name: XMLName, namespace: UnsafePointer<UInt8>?) {
    depth -= 1
    guard failure == nil, !isFinished else { return }
    if leftOut > 0 {
      leftOut -= 1
      return
    }
    if kind(of: namespace) == .own { end(name) }
  }

  final func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard leftOut == 0, failure == nil, !isFinished else { return }
    text(bytes)
  }

  final func documentType() {
    fail(XMLPartError.documentType)
    // At once: what follows would define entities.
    if let parser { xmlStopParser(parser) }
  }

  private enum Kind {
    case own
    case compatibility
    case foreign
  }

  private func kind(of namespace: UnsafePointer<UInt8>?) -> Kind {
    guard let namespace else { return .own }
    if namespace == spreadsheetNamespace { return .own }
    let name = UnsafeRawPointer(namespace).assumingMemoryBound(to: CChar.self)
    if strcmp(name, "http://schemas.openxmlformats.org/markup-compatibility/2006") == 0 { return .compatibility }
    if vocabulary == .spreadsheet && strcmp(name, "http://schemas.openxmlformats.org/spreadsheetml/2006/main") != 0
      && strcmp(name, "http://purl.oclc.org/ooxml/spreadsheetml/main") != 0
    {
      return .foreign
    }
    spreadsheetNamespace = namespace
    return .own
  }
}
