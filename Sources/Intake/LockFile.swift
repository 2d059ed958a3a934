import JobModel

/// A file that an office program leaves beside the one it has open.
package struct LockFile: Hashable, Sendable {
  package enum Program: Hashable, Sendable {
    /// `~$name`, by Excel and Word, and by WPS Office.
    case excel
    /// `.~name`, by WPS Office.
    case wps
    /// `.~lock.name#`.
    case libreOffice
  }

  package var program: Program
  /// The lock file's own name, as people read it.
  package var name: String
  /// Who has the file open, where the lock file says so.
  package var holder: String?
  /// The file it locks, where it lies inside a dropped folder.
  package var part: String?

  package init(_ program: Program, name: String, holder: String? = nil) {
    self.program = program
    self.name = name
    self.holder = holder
  }

  /// The name of the file that `name` locks; `nil` for a name that is no lock file's.
  package static func target(of name: EntryName) -> (program: Program, target: EntryName)? {
    let bytes = name.bytes
    if bytes.starts(with: libreOfficePrefix), bytes.last == UInt8(ascii: "#") {
      return (.libreOffice, EntryName(bytes: Array(bytes.dropFirst(libreOfficePrefix.count).dropLast())))
    }
    if bytes.starts(with: "~$".utf8) { return (.excel, EntryName(bytes: Array(bytes.dropFirst(2)))) }
    if bytes.starts(with: ".~".utf8) { return (.wps, EntryName(bytes: Array(bytes.dropFirst(2)))) }
    return nil
  }

  /// The names under which a lock of `name` may stand.
  static func names(for name: EntryName) -> [(program: Program, name: EntryName)] {
    [
      (.excel, EntryName(bytes: Array("~$".utf8) + name.bytes)),
      (.libreOffice, EntryName(bytes: libreOfficePrefix + name.bytes + [UInt8(ascii: "#")])),
      (.wps, EntryName(bytes: Array(".~".utf8) + name.bytes)),
    ]
  }

  func message(about file: Message) -> Message {
    let place =
      switch program {
      case .excel: "Excel"
      case .wps: "WPS Office"
      case .libreOffice: "LibreOffice"
      }
    let who = holder.map(Message.init(verbatim:)) ?? "Somebody"
    let file = part.map { "“\($0)” in \(file)" as Message } ?? file
    return """
      \(who) has \(file) open in \(place). It is taken when it is closed there. \
      If nobody has it open, delete the hidden file “\(name)” beside it.
      """
  }

  private static let libreOfficePrefix = Array(".~lock.".utf8)
}

// MARK: - Who holds it

extension LockFile {
  /// The name in a lock file's contents; `nil` where there is none that can be read.
  package static func holder(in contents: [UInt8], of program: Program) -> String? {
    let name = program == .libreOffice ? libreOfficeHolder(in: contents) : officeHolder(in: contents)
    guard let name, !name.isEmpty else { return nil }
    return String(EntryName(name).displayed.prefix(80))
  }

  /// Office's owner file: one byte with the length of the name, the name in the machine's own encoding, filled up to
  /// 55 bytes (54 in Word's); then a 16-bit length and the name in UTF-16, little end first.
  private static func officeHolder(in contents: [UInt8]) -> String? {
    for start in [55, 54] where contents.count > start + 2 {
      let count = Int(contents[start]) | Int(contents[start + 1]) << 8
      guard (1...54).contains(count), contents.count >= start + 2 + 2 * count else { continue }
      let units = (0..<count).map { index in
        UInt16(contents[start + 2 + 2 * index]) | UInt16(contents[start + 3 + 2 * index]) << 8
      }
      guard units.allSatisfy({ $0 >= 0x20 }) else { continue }
      return String(decoding: units, as: UTF16.self)
    }
    guard let count = contents.first.map(Int.init), count > 0, contents.count > count else { return nil }
    return String(validating: contents[1...count], as: UTF8.self)
  }

  /// LibreOffice writes `name,login,host,time,profile;` with commas in it escaped by a backslash.
  private static func libreOfficeHolder(in contents: [UInt8]) -> String? {
    guard let text = String(validating: contents, as: UTF8.self) else { return nil }
    var fields = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        fields[fields.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields.prefix(2).first { !$0.isEmpty }
  }
}
