import Foundation
import JobModel
import Synchronization

/// A picture that a request names, fetched and looked at.
struct DashScopePicture: Sendable {
  /// `nil` for a link to elsewhere: it is believed.
  var seen: SeenPicture?
  /// What the picture is told apart by.
  var mark: String

  var width: Int { seen?.width ?? 1_024 }
  var height: Int { seen?.height ?? 1_024 }

  /// Why the picture cannot be used, as a task says it.
  struct Unusable: Error {
    var code: String
    var message: String
  }
}

extension DashScopeStandIn {
  /// Links to temporary files need a header, and an upload for the same model.
  func checkTemporaryFiles(_ order: DashScopeOrder, _ request: StandInRequest) throws {
    for link in order.links where link.hasPrefix("oss://") {
      guard request.header("X-DashScope-OssResourceResolve") == "enable" else {
        throw DashScopeFailure.invalid("url error, please check url！For details, see the error code page.")
      }
      let folder = link.dropFirst("oss://".count).split(separator: "/").dropLast().joined(separator: "/")
      guard let model = state.withLock({ $0.folders[folder] }), model == order.model else {
        throw DashScopeFailure.invalid(
          "The file was not uploaded for the model \(order.model).", code: "InvalidParameter")
      }
    }
  }

  /// - Parameter sides: how many pixels each side may have.
  /// - Throws: `DashScopePicture.Unusable`.
  func picture(_ link: String, sides: ClosedRange<Int>) throws -> DashScopePicture {
    let bytes: [UInt8]
    if link.hasPrefix("data:") {
      guard let comma = link.firstIndex(of: ","), link[..<comma].hasSuffix(";base64"),
        let data = Data(base64Encoded: String(link[link.index(after: comma)...]))
      else {
        throw DashScopePicture.Unusable(code: "InvalidParameter.DataInspection", message: "The data is no base64.")
      }
      bytes = [UInt8](data)
    } else if link.hasPrefix("oss://") {
      guard let object = storage.object(String(link.dropFirst("oss://".count))) else {
        throw DashScopePicture.Unusable(code: "InvalidParameter.FileDownload", message: "Failed to download the file.")
      }
      bytes = object.bytes
    } else if let object = storage.object(linked: link) {
      bytes = object.bytes
    } else {
      guard link.hasPrefix("http://") || link.hasPrefix("https://") else {
        throw DashScopePicture.Unusable(code: "InvalidURL", message: "The url is no http, https, oss or data url.")
      }
      return DashScopePicture(seen: nil, mark: link)
    }
    guard bytes.count <= 10_000_000 else {
      throw DashScopePicture.Unusable(code: "InvalidParameter", message: "The image is larger than 10MB.")
    }
    guard let seen = SeenPicture(bytes) else {
      throw DashScopePicture.Unusable(
        code: "InvalidParameter.ImageFormat", message: "The image format is illegal and cannot be opened.")
    }
    guard sides.contains(seen.width), sides.contains(seen.height) else {
      throw DashScopePicture.Unusable(
        code: "InvalidParameter.ImageResolution",
        message:
          "The sides must be \(sides.lowerBound) to \(sides.upperBound) pixels, not \(seen.width)x\(seen.height).")
    }
    return DashScopePicture(seen: seen, mark: "picture \(CRC32.of(bytes))")
  }
}

extension StorageStandIn {
  /// What a link of ours leads to.
  func object(linked link: String) -> StoredObject? {
    guard link.hasPrefix("\(origin)/storage/") else { return nil }
    return object(String(link.dropFirst("\(origin)/storage/".count).prefix { $0 != "?" }))
  }
}
