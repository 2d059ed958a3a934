import CLibXML2

/// Pushes a part's bytes through libxml2's SAX2 parser into a handler.
///
/// No entity is defined or expanded and nothing is fetched: a document type declaration ends the parsing, before the
/// parser sees it and, in encodings that hide it from `PrologScanner`, at its first callback. libxml2's limits stay on.
struct XMLPartParser: ~Copyable {
  private let handler: XMLHandler
  private var context: UnsafeMutablePointer<xmlParserCtxt>?
  private var prolog = PrologScanner()

  /// Bytes for one call of the parser.
  private static let slice = 32 << 10
  /// What may stay unread after a call: the beginning of one tag, comment or instruction.
  private static let longestTag = 64 << 10

  init(_ handler: XMLHandler) {
    self.handler = handler
  }

  deinit {
    handler.parser = nil
    if let context { xmlFreeParserCtxt(context) }
  }

  /// - Throws: `XMLPartError`, or the handler's failure.
  mutating func push(_ block: UnsafeRawBufferPointer) throws {
    var rest = block.bindMemory(to: UInt8.self)
    guard prolog.accepts(rest) else { throw XMLPartError.documentType }
    if context == nil {
      // Some programs put blanks before the declaration; the parser would not have them.
      while let first = rest.first, first == 0x20 || first == 0x0a || first == 0x0d || first == 0x09 {
        rest = UnsafeBufferPointer(rebasing: rest.dropFirst())
      }
      guard !rest.isEmpty else { return }
      let start = min(4, rest.count)
      context = try Self.newContext(UnsafeBufferPointer(rebasing: rest[..<start]), for: handler)
      rest = UnsafeBufferPointer(rebasing: rest[start...])
    }
    while !rest.isEmpty {
      let count = min(Self.slice, rest.count)
      try parse(UnsafeBufferPointer(rebasing: rest[..<count]), isLast: false)
      if handler.isFinished { return }
      rest = UnsafeBufferPointer(rebasing: rest[count...])
    }
  }

  /// Ends the part; not to be called where the handler has finished before.
  mutating func finish() throws {
    guard context != nil else { throw XMLPartError.malformed("the part is empty") }
    try parse(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
  }

  /// The corresponding C function is `xmlParseChunk`.
  private func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) throws {
    guard let context else { return }
    bytes.withMemoryRebound(to: CChar.self) { bytes in
      // What it returns counts warnings too; `wellFormed` tells.
      _ = xmlParseChunk(context, bytes.baseAddress, Int32(bytes.count), isLast ? 1 : 0)
    }
    if let failure = handler.failure { throw failure }
    if handler.isFinished { return }
    if context.pointee.wellFormed == 0 { throw XMLPartError.malformed(Self.message(of: context)) }
    if !isLast, let input = context.pointee.input, input.pointee.end - input.pointee.cur > Self.longestTag {
      throw XMLPartError.tooComplex
    }
  }

  private static func message(of context: UnsafeMutablePointer<xmlParserCtxt>) -> String {
    let error = context.pointee.lastError
    let text = error.message.map { String(cString: $0).split(separator: "\n").first.map(String.init) ?? "" }
    return "line \(error.line): \(text ?? "not well-formed")"
  }

  // MARK: - Callbacks

  /// The corresponding C function is `xmlCreatePushParserCtxt`; the first bytes tell it the encoding.
  private static func newContext(
    _ start: UnsafeBufferPointer<UInt8>, for handler: XMLHandler
  ) throws -> UnsafeMutablePointer<xmlParserCtxt> {
    var callbacks = xmlSAXHandler()
    callbacks.initialized = UInt32(XML_SAX2_MAGIC)
    callbacks.startElementNs = { context, local, _, namespace, _, _, count, _, attributes in
      guard let context, let local else { return }
      Unmanaged<XMLHandler>.fromOpaque(context)._withUnsafeGuaranteedRef {
        $0.startElement(
          XMLName(local: local), namespace: namespace, XMLAttributes(base: attributes, count: Int(count)))
      }
    }
    callbacks.endElementNs = { context, local, _, namespace in
      guard let context, let local else { return }
      Unmanaged<XMLHandler>.fromOpaque(context)._withUnsafeGuaranteedRef {
        $0.endElement(XMLName(local: local), namespace: namespace)
      }
    }
    let characters: charactersSAXFunc = { context, start, count in
      guard let context, let start else { return }
      Unmanaged<XMLHandler>.fromOpaque(context)._withUnsafeGuaranteedRef {
        $0.characters(UnsafeBufferPointer(start: start, count: Int(count)))
      }
    }
    callbacks.characters = characters
    // The same function for both: otherwise every blank between elements is looked at twice.
    callbacks.ignorableWhitespace = characters
    callbacks.cdataBlock = characters
    callbacks.internalSubset = { context, _, _, _ in
      guard let context else { return }
      Unmanaged<XMLHandler>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.documentType() }
    }
    // With a function here libxml2 writes nothing to standard error; the message stays in the context.
    callbacks.serror = { _, _ in }
    let handle = Unmanaged.passUnretained(handler).toOpaque()
    let context = start.withMemoryRebound(to: CChar.self) {
      xmlCreatePushParserCtxt(&callbacks, handle, $0.baseAddress, Int32($0.count), nil)
    }
    guard let context else { throw XMLPartError.malformed("no memory for the parser") }
    // Refuses unknown network addresses too, should a later libxml2 want any.
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    handler.parser = context
    return context
  }
}
