import JobModel
import RowReading
import Testing

@Suite struct CSVEncodingTests {
  private static let chinese = "产品,价格,描述\n杯子,12.5,漂亮的红色陶瓷杯子\n桌子,99,白色背景的木桌\n"
  private static let traditional = "產品,價格,描述\n杯子,12.5,漂亮的紅色陶瓷杯子\n桌子,99,白色背景的木桌\n"
  private static let japanese = "商品,価格,説明\nカップ,12.5,きれいな赤いカップです\n"
  private static let korean = "제품,가격,설명\n컵,12.5,예쁜 빨간 도자기 컵입니다\n"
  private static let russian = "название,цена\nкрасная чашка,12\nсиняя чашка на белом фоне,15\n"
  private static let german = "Größe,Farbe\nfür Müller,weiß\nStück,grün – 5 €\n"
  private static let polish = "nazwa,uwagi\nżółta łódź,są duże\nśliwka,mały wąż\n"
  private static let polishNames = "nazwa\nŁódź\nZąbki\nWałęsa\n"
  private static let romanian = "nume,oraş\nŞtefan,Braşov\nIon,Timişoara\n"
  private static let danish = "navn,by\nÆrø,Ærøskøbing\nÅse,Rødby\n"
  private static let greek = "όνομα,πόλη\nΓιώργος,Αθήνα\nΆννα,Πάτρα\n"

  @Test(arguments: [
    ("UTF-8", chinese), ("UTF-16LE", chinese), ("UTF-16BE", chinese), ("UTF-32LE", chinese), ("UTF-32BE", "a,b\n1,2\n"),
    ("UTF-16LE", "a,b\n1,2\n"), ("UTF-16BE", "a;b;c;d\n1;2;3;4\n"), ("GB18030", chinese), ("GBK", chinese),
    ("GBK", "名称\n红色\n"), ("GB18030", "名,字\n𠮷野家,㐀㐁\n张三,李四\n"), ("BIG5", traditional), ("SHIFT_JIS", japanese),
    ("EUC-JP", japanese), ("ISO-2022-JP", japanese), ("EUC-KR", korean), ("CP1251", russian), ("KOI8-R", russian),
    ("CP1252", german), ("CP1252", "item,temp\nroom,20 °C\narea,30 m²\n"), ("CP1252", "x\ncafé\n"), ("CP1253", greek),
    ("CP1250", polish), ("ISO-8859-2", polish), ("CP1250", polishNames), ("CP1250", romanian), ("CP1252", danish),
  ])
  func findsWhatIsCertain(encoding: String, text: String) throws {
    let expected = text.split(separator: "\n").map {
      $0.split { $0 == "," || $0 == ";" }.map(String.init)
    }
    #expect(try CSVTestFile(encoded(text, as: encoding)).table() == expected)
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-8", "GB18030"])
  func honoursTheByteOrderMark(encoding: String) throws {
    let file = try CSVTestFile(encoded("\u{FEFF}红杯,茶\n", as: encoding))
    #expect(try file.table() == [["红杯", "茶"]])
  }

  @Test(arguments: [
    ("BIG5", "訂單,x\n", "Big5"), ("EUC-KR", "주문,x\n", "EUC-KR"),
    ("MACINTOSH", "nom\nRené\nOrléans\n", "Mac Roman"),
    ("IBM850", "name\nMüller\nSchön\n", "IBM 850"),
    // Few words of Korean, which libuchardet takes for Big5.
    (
      "EUC-KR",
      """
      컵,크기\na1.jpg,사과 빨간\na1.jpg,빨간 서울\n3,a1.jpg\n빨간 수량,4\n5,주문 상품명\n서울 김철수,a1.jpg\n컵 주문,8\n\
      가격 가격,8\n9,a1.jpg\n
      """, "EUC-KR"
    ),
  ])
  func refusesWhatIsUncertainAndNamesTheLikely(encoding: String, text: String, name: String) throws {
    let refusal = try CSVTestFile(encoded(text, as: encoding)).refusal()
    #expect(refusal?.code == "uncertain-encoding")
    #expect(refusal?.message.english.contains(name) == true)
    #expect(refusal?.message.english.hasSuffix("Save the table again as “CSV UTF-8” or as .xlsx.") == true)
  }

  @Test func readsTheEncodingThatIsNamed() throws {
    let file = try CSVTestFile(encoded("訂單,x\n", as: "BIG5"))
    #expect(try file.table(CSVOptions(encoding: "Big5")) == [["訂單", "x"]])
    #expect(file.refusal(CSVOptions(encoding: "klingon"))?.code == "unknown-encoding")
    #expect(file.refusal(CSVOptions(encoding: "ascii//IGNORE"))?.code == "unknown-encoding")
    #expect(file.refusal(CSVOptions(encoding: "utf-8"))?.code == "broken-text")
  }

  @Test func namesTheLineOfABrokenByteInGBK() throws {
    var bytes = try encoded(String(repeating: Self.chinese, count: 5), as: "GBK")
    bytes += try encoded("红杯,", as: "GBK") + [0xFF, 0x0A]
    #expect(
      try CSVTestFile(bytes).refusal()
        == ReadingError(
          "broken-text",
          """
          “orders.csv” looks like GB18030 (Chinese), but line 16 holds a byte that is not. Open the file, look at that \
          line, and save it as “CSV UTF-8”.
          """))
  }

  /// What windows-1252 would read as `²è±­` is not run.
  @Test func namesTheLineOfABrokenByteInAFewChineseWords() throws {
    let start = try encoded("Product,Number\n茶杯,1\n", as: "GBK")
    let end = try encoded(",2\n茶壶,3\n", as: "GBK")
    let refusal = try CSVTestFile(start + [0xB2, 0xE8, 0xFF] + end).refusal()
    #expect(refusal?.code == "broken-text")
    #expect(refusal?.message.text(in: .simplifiedChinese).contains("GB18030（简体中文）编码，但第 3 行") == true)
  }

  @Test func namesTheLineOfABrokenByteInUTF8() throws {
    let bytes = Array(String(repeating: Self.chinese, count: 5).utf8) + [0xE7, 0x2C, 0x31, 0x0A]
    let refusal = try CSVTestFile(bytes).refusal()
    #expect(refusal?.code == "broken-text")
    #expect(refusal?.message.english.contains("line 16 ") == true)
  }

  @Test func saysThatAFileWasCutOff() throws {
    let bytes = Array(String(repeating: Self.chinese, count: 5).utf8) + [0xE7, 0xBA]
    #expect(try CSVTestFile(bytes).refusal()?.code == "cut-off")
    let wide: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x2C, 0, 0x62]
    #expect(try CSVTestFile(wide).refusal()?.code == "cut-off")
  }

  @Test(
    arguments: [
      ([0x50, 0x4B, 3, 4], "an Excel workbook (.xlsx) or another ZIP archive"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)"), ([0x1F, 0x8B, 8], "a compressed file (gzip)"),
      ([0xFF, 0xD8, 0xFF], "a picture"),
    ] as [([UInt8], String)])
  func namesWhatIsNoText(start: [UInt8], kind: String) throws {
    #expect(
      try CSVTestFile(start + [0x14, 0, 0, 0, 8, 0]).refusal()
        == ReadingError(
          "not-a-csv",
          "“orders.csv” is not a CSV file but \(kind). Give it its own ending, or open it and save it as “CSV UTF-8”."))
  }

  @Test func refusesZeroBytes() throws {
    #expect(
      try CSVTestFile(Array("a,b\n1,\0\n".utf8)).refusal()
        == ReadingError(
          "zero-bytes",
          """
          “orders.csv” holds zero bytes in line 2, where text should be. The copy may be damaged or unfinished; save the \
          table again as “CSV UTF-8” and copy it again.
          """))
  }

  @Test func decodesCharactersThatLieAcrossChunks() throws {
    let text = "x" + String(repeating: "红色杯子,1\n", count: 30_000)
    for encoding in ["GB18030", "UTF-16BE", "UTF-8"] {
      let rows = try CSVTestFile(encoded(text, as: encoding)).table()
      #expect(rows.count == 30_000)
      #expect(rows.dropFirst().allSatisfy { $0 == ["红色杯子", "1"] })
    }
  }
}
