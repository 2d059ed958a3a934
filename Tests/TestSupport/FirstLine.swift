import Foundation
import Glibc

extension FileHandle {
  /// The first line that comes, without its end; blocks until it is there or the other side has closed.
  ///
  /// By `read`, since `read(upToCount:)` waits until so many bytes are there.
  func firstLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while Glibc.read(fileDescriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }
}
