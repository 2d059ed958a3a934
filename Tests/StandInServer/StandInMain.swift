import Foundation
import ServiceStandIns

/// `rowspool-stand-ins [--port N]`: serves every stand-in service until its standard input ends.
///
/// Standard input is the lifeline: it ends with the process that started this one, however that one ends.
@main
enum StandInMain {
  static func main() async throws {
    var port = 0
    var words = CommandLine.arguments.dropFirst()
    while let word = words.popFirst() {
      guard word == "--port", let number = words.popFirst().flatMap({ Int($0) }) else {
        FileHandle.standardError.write(Data("usage: rowspool-stand-ins [--port N]\n".utf8))
        exit(64)
      }
      port = number
    }
    Thread.detachNewThread {
      while (try? FileHandle.standardInput.read(upToCount: 4_096))?.isEmpty == false {}
      exit(0)
    }
    try await StandInServer(port: port).run { port in
      FileHandle.standardOutput.write(Data("listening on 127.0.0.1:\(port)\n".utf8))
    }
  }
}
