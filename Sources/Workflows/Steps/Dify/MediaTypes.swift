import Glibc
import SystemPackage
/// placeholder
enum MediaTypes {
  static func type(ofFile path: FilePath) -> String { "application/octet-stream" }
}
