import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /assets/<name>`: styles, scripts and pictures of the pages.
struct AssetRoutes {
  func add(to router: Router<WebContext>) {
    router.get("assets/:name") { _, context -> Response in
      guard let asset = WebFile.assets[try context.parameters.require("name")] else { throw HTTPError(.notFound) }
      return Response(
        status: .ok,
        headers: [
          .contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable",
          .xContentTypeOptions: "nosniff",
        ], body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
  }
}
