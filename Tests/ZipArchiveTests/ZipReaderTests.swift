import SystemPackage
import Testing
import ZipFixtures

@testable import ZipArchive

@Suite struct ZipReaderTests {
  private func read(
    _ fixture: ZipFixture, _ name: String = "a.txt", limits: ZipLimits = ZipLimits()
  ) throws -> [UInt8] {
    let file = TemporaryFile(fixture.bytes)
    let reader = try ZipReader(path: FilePath(file.path), limits: limits)
    let entry = try #require(reader.entries.first { $0.name == name })
    var bytes: [UInt8] = []
    try reader.read(entry) { block in
      bytes += block
      return true
    }
    return bytes
  }

  private func code(of fixture: ZipFixture, limits: ZipLimits = ZipLimits()) -> ZipError.Code? {
    let error = #expect(throws: ZipError.self) { try read(fixture, limits: limits) }
    return error?.code
  }

  private let hello = ZipFixture.Entry("a.txt", "hello")

  @Test func storedEntriesAreRead() throws {
    #expect(try read(ZipFixture([.init("b.txt", "other"), hello])) == Array("hello".utf8))
  }

  @Test func deflatedEntriesAreRead() throws {
    let zeros = try read(ZipFixture([.zeros("a.txt", count: 100_000)]))
    #expect(zeros.count == 99_847 && zeros.allSatisfy { $0 == 0 })
  }

  @Test func sizesThatFollowTheDataAreUnderstood() throws {
    var entry = hello
    entry.hasDescriptor = true
    #expect(try read(ZipFixture([entry, .init("b.txt", "other")])) == Array("hello".utf8))
  }

  @Test func smallArchivesMayUseZIP64() throws {
    var fixture = ZipFixture([hello])
    fixture.isLarge = true
    #expect(try read(fixture) == Array("hello".utf8))
  }

  @Test func bytesBeforeTheArchiveDoNoHarm() throws {
    var fixture = ZipFixture([hello, .init("b.txt", "other")])
    fixture.prefix = Array("#!/bin/sh\n".utf8)
    #expect(try read(fixture) == Array("hello".utf8))
  }

  @Test func aCommentMayFollow() throws {
    var fixture = ZipFixture([hello])
    fixture.comment = Array("made by hand PK\u{5}\u{6}".utf8)
    #expect(try read(fixture) == Array("hello".utf8))
  }

  @Test func unflaggedChineseNamesAreRead() throws {
    let gbk: [UInt8] = [0xb2, 0xfa, 0xc6, 0xb7, 0x2e, 0x6a, 0x70, 0x67]
    let file = TemporaryFile(ZipFixture([.init(bytes: gbk, [1])]).bytes)
    #expect(try ZipReader(path: FilePath(file.path)).entries.map(\.name) == ["产品.jpg"])
  }

  @Test func linksAndFoldersAreTold() throws {
    var link = ZipFixture.Entry("link", "/etc/passwd")
    link.externalAttributes = 0o120777 << 16
    let file = TemporaryFile(ZipFixture([link, .init("folder/", "")]).bytes)
    let entries = try ZipReader(path: FilePath(file.path)).entries
    #expect(entries.map(\.isLink) == [true, false])
    #expect(entries.map(\.isFolder) == [false, true])
  }

  @Test func allEntriesAreReadInOnePass() throws {
    let file = TemporaryFile(ZipFixture([hello, .init("b.txt", "other"), .init("c.txt", "third")]).bytes)
    var read: [String] = []
    try ZipReader(path: FilePath(file.path)).readAll(where: Self.isWanted) { entry, blocks in
      try blocks { block in
        read.append(entry.name + ":" + String(decoding: block, as: UTF8.self))
        return true
      }
    }
    #expect(read == ["a.txt:hello", "c.txt:third"])
  }

  private static func isWanted(_ entry: ZipEntry) -> Bool { entry.name != "b.txt" }

  // MARK: - What is refused

  @Test func aWrongCRCIsDamage() {
    var entry = hello
    entry.crc ^= 1
    #expect(code(of: ZipFixture([entry])) == .damaged)
  }

  @Test func namesThatDifferAreRefused() {
    var entry = hello
    entry.localName = Array("b.txt".utf8)
    #expect(code(of: ZipFixture([entry])) == .nameMismatch)
  }

  @Test func entriesThatShareBytesAreRefused() {
    var second = ZipFixture.Entry("b.txt", "other")
    second.offset = 0
    #expect(code(of: ZipFixture([hello, second])) == .overlapping)
    var reaching = hello
    reaching.compressedSize += 40
    #expect(code(of: ZipFixture([reaching, .init("b.txt", "other")])) == .overlapping)
  }

  @Test func encryptedEntriesAreRefused() {
    var entry = hello
    entry.flags = 1
    #expect(code(of: ZipFixture([entry])) == .encrypted)
  }

  @Test func otherCompressionIsRefused() {
    var entry = hello
    entry.method = 12
    #expect(code(of: ZipFixture([entry])) == .unsupportedMethod)
  }

  @Test func tooManyEntriesAreRefused() {
    let entries = (0..<1001).map { ZipFixture.Entry("\($0)", "") }
    #expect(code(of: ZipFixture(entries)) == .tooManyEntries)
  }

  @Test func sizesThatLieAreFoundOut() {
    var small = ZipFixture.Entry.zeros("a.txt", count: 1_000_000)
    small.size = 10
    var limits = ZipLimits()
    limits.bytesPerEntry = 1000
    #expect(code(of: ZipFixture([small]), limits: limits) == .tooLarge)
    #expect(code(of: ZipFixture([small])) == .damaged)
    var large = hello
    large.size = 1 << 30
    #expect(code(of: ZipFixture([large])) == .tooLarge)
  }

  @Test func zerosBeyondTheRatioAreRefused() {
    var limits = ZipLimits()
    limits.ratio = 100
    limits.ratioJudgedPast = 1 << 20
    #expect(code(of: ZipFixture([.zeros("a.txt", count: 4 << 20)]), limits: limits) == .tooLarge)
  }

  @Test func oneReaderInflatesNoMoreThanItsLimitInAll() throws {
    var limits = ZipLimits()
    limits.bytesInAll = 8
    let file = TemporaryFile(ZipFixture([hello]).bytes)
    let reader = try ZipReader(path: FilePath(file.path), limits: limits)
    try reader.read(reader.entries[0]) { _ in true }
    let error = #expect(throws: ZipError.self) { try reader.read(reader.entries[0]) { _ in true } }
    #expect(error?.code == .tooLarge)
  }

  @Test func everyCutIsNoticed() {
    let whole = ZipFixture([hello, .zeros("b.txt", count: 5000)]).bytes
    for length in 0..<whole.count {
      let file = TemporaryFile(Array(whole.prefix(length)))
      #expect(throws: ZipError.self) { try ZipReader(path: FilePath(file.path)) }
    }
  }

  @Test func flippedBytesNeverCrash() throws {
    let whole = ZipFixture([hello, .zeros("b.txt", count: 5000)]).bytes
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0xff
      let file = TemporaryFile(bytes)
      guard let reader = try? ZipReader(path: FilePath(file.path)) else { continue }
      for entry in reader.entries {
        do {
          var read: [UInt8] = []
          try reader.read(entry) { block in
            read += block
            return true
          }
          #expect(ZipFixture.crc32(read) == entry.crc32)
        } catch is ZipError {}
      }
    }
  }
}
