package import HTTPTypes
package import JobModel

/// One request as a stand-in sees it: whole, with its place below the service's base address.
package struct StandInRequest: Sendable {
  package var method: String
  /// Below the base, percent-decoded, with a leading slash: `/images/generations`.
  package var path: String
  /// The base that the path was found below: `/openai/v1`.
  package var base: String
  /// What the pattern of the route took from the path.
  package var parameters: [String: String] = [:]
  package var query: [String: String]
  package var headers: HTTPFields
  package var body: [UInt8]
  /// Where the caller thinks that this server is: `http://127.0.0.1:8080`.
  package var origin: String
  /// Something unusual that the service shall do this time, as told by a fault.
  package var behaviour: String?

  /// The value of a header, its name in any case.
  package func header(_ name: String) -> String? {
    HTTPField.Name(name).flatMap { headers[$0] }
  }

  /// The key in `Authorization: Bearer …`.
  package var bearerKey: String? {
    guard let value = header("Authorization"), value.hasPrefix("Bearer ") else { return nil }
    return String(value.dropFirst("Bearer ".count))
  }

  /// The media type without its parameters, in lower case; empty if the request names none.
  package var mediaType: String {
    let value = header("Content-Type") ?? ""
    return value.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
  }

  package var isMultipart: Bool { mediaType == "multipart/form-data" }

  /// - Throws: `JSONReader.Failure` where the body is not JSON.
  package func json() throws -> JSONValue { try JSONReader.read(body) }

  /// - Throws: `MultipartForm.Failure` where the body is no form.
  package func form() throws -> MultipartForm {
    try MultipartForm(body, contentType: header("Content-Type") ?? "")
  }
}

extension JSONValue {
  /// A member of an object; `nil` where there is none or this is no object.
  package subscript(name: String) -> JSONValue? { object?[name] }

  /// An element of an array; `nil` where there is none or this is no array.
  package subscript(index: Int) -> JSONValue? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }
}
