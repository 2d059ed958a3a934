/// What is wrong with the XML of a part.
enum XMLPartError: Error {
  /// A document type declaration: office programs write none, and only it can define entities.
  case documentType
  /// Elements nested too deep, or one tag too large.
  case tooComplex
  /// Not well-formed; with libxml2's message and the line.
  case malformed(String)
}
