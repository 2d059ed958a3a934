/// A video that a stand-in "generates": one JPEG shown for some seconds, in an MP4 file
/// (ISO/IEC 14496-12, boxes `ftyp`, `moov`, `mdat`).
package struct MadeVideo: Sendable {
  package var picture: MadePicture
  package var seconds: Int

  package init(prompt: String, width: Int, height: Int, seconds: Int) {
    picture = MadePicture(prompt: prompt, width: width, height: height)
    self.seconds = seconds
  }

  /// Ticks a second.
  private static let scale: UInt32 = 1_000

  package var bytes: [UInt8] {
    let type = box("ftyp", Array("isom".utf8) + bigEndian(UInt32(512)) + Array("isommp41".utf8))
    let frame = picture.bytes(.jpeg)
    let data = box("mdat", frame)
    return type + data + movie(frameAt: type.count + 8, frameBytes: frame.count)
  }

  private func box(_ type: String, _ data: [UInt8]) -> [UInt8] {
    bigEndian(UInt32(data.count + 8)) + Array(type.utf8) + data
  }

  /// A box that begins with a version, 0, and flags.
  private func fullBox(_ type: String, flags: UInt32 = 0, _ data: [UInt8]) -> [UInt8] {
    box(type, bigEndian(flags) + data)
  }

  private var duration: [UInt8] { bigEndian(UInt32(seconds) * Self.scale) }

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  /// The matrix that leaves a picture as it is, in 16.16 and 2.30 fixed point.
  private var unitMatrix: [UInt8] {
    [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000].flatMap { bigEndian(UInt32($0)) }
  }

  private func movie(frameAt offset: Int, frameBytes: Int) -> [UInt8] {
    let header = fullBox(
      "mvhd",
      zeros(8) + bigEndian(Self.scale) + duration + bigEndian(UInt32(0x10000)) + bigEndian(UInt16(0x100)) + zeros(10)
        + unitMatrix + zeros(24) + bigEndian(UInt32(2)))
    let size = bigEndian(UInt32(picture.width) << 16) + bigEndian(UInt32(picture.height) << 16)
    let trackHeader = fullBox(
      "tkhd", flags: 3,
      zeros(8) + bigEndian(UInt32(1)) + zeros(4) + duration + zeros(16) + unitMatrix + size)
    let media = box("mdia", mediaHeaders + box("minf", mediaInformation(frameAt: offset, frameBytes: frameBytes)))
    return box("moov", header + box("trak", trackHeader + media))
  }

  private var mediaHeaders: [UInt8] {
    fullBox("mdhd", zeros(8) + bigEndian(Self.scale) + duration + bigEndian(UInt16(0x55C4)) + zeros(2))
      + fullBox("hdlr", zeros(4) + Array("vide".utf8) + zeros(12) + Array("video\0".utf8))
  }

  private func mediaInformation(frameAt offset: Int, frameBytes: Int) -> [UInt8] {
    let one = bigEndian(UInt32(1))
    let samples =
      fullBox("stsd", one + sampleEntry)
      + fullBox("stts", one + one + duration) + fullBox("stsc", one + one + one + one)
      + fullBox("stsz", bigEndian(UInt32(frameBytes)) + one) + fullBox("stco", one + bigEndian(UInt32(offset)))
    let references = box("dinf", fullBox("dref", one + fullBox("url ", flags: 1, [])))
    return fullBox("vmhd", flags: 1, zeros(8)) + references + box("stbl", samples)
  }

  /// A sample is a JPEG.
  private var sampleEntry: [UInt8] {
    box(
      "jpeg",
      zeros(6) + bigEndian(UInt16(1)) + zeros(16) + bigEndian(UInt16(picture.width))
        + bigEndian(UInt16(picture.height)) + bigEndian(UInt32(0x48_0000)) + bigEndian(UInt32(0x48_0000)) + zeros(4)
        + bigEndian(UInt16(1)) + zeros(32) + bigEndian(UInt16(24)) + bigEndian(UInt16(0xFFFF)))
  }
}
