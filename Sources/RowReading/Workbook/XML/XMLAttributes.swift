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
      return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
    return nil
  }
}
