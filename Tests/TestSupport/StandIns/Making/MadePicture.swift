/// A picture that a stand-in "generates": real, small in bytes, and of a colour that follows from the prompt.
package struct MadePicture: Sendable, Hashable {
  package enum Format: String, Sendable, CaseIterable {
    case png, jpeg, webp

    package var mediaType: String { "image/\(rawValue)" }
  }

  package var width: Int
  package var height: Int
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8
  /// Whether the right half is see-through, where the format can say so.
  package var isTransparent = false

  package init(width: Int, height: Int, red: UInt8, green: UInt8, blue: UInt8) {
    self.width = width
    self.height = height
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A picture whose colour is made from a prompt, so that a test can tell rows apart.
  package init(prompt: String, width: Int, height: Int) {
    let hash = Self.hash(of: prompt)
    self.init(
      width: width, height: height, red: UInt8(hash >> 16 & 255), green: UInt8(hash >> 8 & 255), blue: UInt8(hash & 255)
    )
  }

  package func bytes(_ format: Format = .png) -> [UInt8] {
    switch format {
    case .png: PNGEncoding.bytes(of: self)
    case .jpeg: JPEGEncoding.bytes(of: self)
    case .webp: WebPEncoding.bytes(of: self)
    }
  }

  /// The 32-bit FNV-1a hash of a text.
  package static func hash(of text: String) -> UInt32 {
    text.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }
}
