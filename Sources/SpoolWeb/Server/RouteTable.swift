import HTTPTypes
import Hummingbird
import Synchronization

/// Which methods each address knows, so that another one is told apart from an address that is not there.
final class RouteTable: Sendable {
  private struct Route {
    /// `nil` stands for any name.
    var parts: [Substring?]
    var methods: Set<String>

    var namesLeftOpen: Int { parts.count { $0 == nil } }
  }

  private let routes = Mutex<[Route]>([])

  /// Takes the routes of a finished router.
  func take(_ router: Router<WebContext>) {
    let methods = Dictionary(grouping: router.routes, by: \.path.description)
    let found = methods.map { path, descriptions in
      Route(
        parts: Self.parts(path).map { $0.hasPrefix("{") || $0.hasPrefix(":") ? nil : $0 },
        methods: Set(descriptions.map(\.method.rawValue)))
    }
    routes.withLock { $0 = found }
  }

  /// The methods that an address knows, sorted; none where it knows this one, or there is no such address.
  func otherMethods(than method: HTTPRequest.Method, of path: String) -> [String] {
    let parts = Self.parts(path)
    let found = routes.withLock { routes in
      routes.filter { route in
        route.parts.count == parts.count && zip(route.parts, parts).allSatisfy { $0 == nil || $0 == $1 }
      }
    }
    // `rows/retry` is an address of its own, though a row could be called so.
    let fewest = found.map(\.namesLeftOpen).min()
    var methods = found.filter { $0.namesLeftOpen == fewest }.reduce(into: Set()) { $0.formUnion($1.methods) }
    // Answered as GET is, without its body.
    if methods.contains(HTTPRequest.Method.get.rawValue) { methods.insert(HTTPRequest.Method.head.rawValue) }
    return methods.contains(method.rawValue) ? [] : methods.sorted()
  }

  private static func parts(_ path: String) -> [Substring] { path.split(separator: "/") }
}
