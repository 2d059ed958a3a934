import HTTPTypes
import Hummingbird

/// Groups of addresses that rules speak of.
enum WebPaths {
  static func path(_ target: String) -> Substring { target.prefix { $0 != "?" && $0 != "#" } }

  static func isAPI(_ target: String) -> Bool { target.hasPrefix("/api/") }

  /// What watchers ask to see whether the server is well; it says nothing else.
  static func isProbe(_ target: String) -> Bool { ["/healthz", "/readyz"].contains(path(target)) }

  /// What people need to log in, and what says nothing about anybody's jobs.
  static func isOpen(_ target: String) -> Bool {
    let path = path(target)
    return isProbe(target) || ["/login", "/language", "/favicon.ico"].contains(path) || path.hasPrefix("/assets/")
  }

  /// Where drops are handed in.
  static func isUpload(_ request: Request) -> Bool {
    request.method == .post && ["/", "/api/v1/jobs"].contains(request.uri.path)
  }
}
