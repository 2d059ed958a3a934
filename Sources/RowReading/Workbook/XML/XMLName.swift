import Glibc

/// An element's local name, as libxml2 hands it over: valid during the callback only.
struct XMLName {
  let local: UnsafePointer<UInt8>

  static func ~= (literal: StaticString, name: XMLName) -> Bool {
    strcmp(
      UnsafeRawPointer(name.local).assumingMemoryBound(to: CChar.self),
      UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
  }
}
