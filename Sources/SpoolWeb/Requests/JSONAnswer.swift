import HTTPTypes
package import Hummingbird
package import JobModel
import NIOCore

/// A JSON document as a response.
package struct JSONAnswer: ResponseGenerator {
  package var status: HTTPResponse.Status
  package var value: JSONValue
  package var type = "application/json"

  package init(_ value: JSONValue, status: HTTPResponse.Status = .ok) {
    self.value = value
    self.status = status
  }

  package init(_ object: JSONObject, status: HTTPResponse.Status = .ok) {
    self.init(.object(object), status: status)
  }

  package func response(from request: Request, context: some RequestContext) -> Response { response }

  package var response: Response {
    var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
    headers[.xContentTypeOptions] = "nosniff"
    return Response(
      status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: JSONWriter.bytes(of: value))))
  }
}
