/// An element's attributes, as libxml2 hands them over: valid during the callback only.
struct XMLAttributes {
  /// Five pointers each: local name, prefix, namespace, start and end of the value.
  let base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let count: Int

  /// The value's bytes of the first attribute with this local name, whatever its namespace.
  subscript(name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let base else { return nil }
    for index in 0..<count {
      let attribute = base + index * 5
      if let local = attribute[0], name ~= XMLName(local: local), let start = attribute[3], let end = attribute[4] {
        return UnsafeBufferPointer(start: start, count: end - start)
      }
    }
    return nil
  }

  /// The value of an attribute that has, or has not, a namespace.
  func text(_ name: StaticString, qualified: Bool = false) -> String? {
    guard let base else { return nil }
    for index in 0..<count {
      let attribute = base + index * 5
      guard let local = attribute[0], name ~= XMLName(local: local), (attribute[1] != nil) == qualified,
        let start = attribute[3], let end = attribute[4]
      else { continue }
      return Self.text(of: UnsafeBufferPointer(start: start, count: end - start))
    }
    return nil
  }

  /// libxml2 leaves one reference in the values of attributes: `&#38;` for an ampersand, however it was written.
  private static func text(of value: UnsafeBufferPointer<UInt8>) -> String {
    guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self) }
    let ampersand = Array("&#38;".utf8)
    var bytes: [UInt8] = []
    var rest = value[...]
    while let byte = rest.first {
      bytes.append(byte)
      rest = rest.dropFirst(rest.starts(with: ampersand) ? ampersand.count : 1)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
