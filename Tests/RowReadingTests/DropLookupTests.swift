import JobModel
import RowReading
import Testing

@Suite struct DropLookupTests {
  private static func entries(_ paths: String...) -> [DropEntry] {
    paths.map { DropEntry(path: FileName($0), size: 1) }
  }

  private static let lookup = FileLookup(
    entries(
      "in/orders.csv", "in/红杯 1.jpg", "in/pics/Blue.PNG", "in/pics/Cafe\u{301}.png", "in/a/same.jpg", "in/b/same.jpg",
      "in/two.jpg", "in/two.png", "Upper.jpg", "upper.jpg"),
    table: entries("in/orders.csv")[0], drop: FileName("三月.zip"))

  @Test(arguments: [
    ("红杯 1.jpg", "in/红杯 1.jpg"), (" 红杯 1.JPG ", "in/红杯 1.jpg"), ("红杯 1", "in/红杯 1.jpg"),
    ("blue.png", "in/pics/Blue.PNG"), ("pics/blue", "in/pics/Blue.PNG"), ("pics\\Blue.png", "in/pics/Blue.PNG"),
    ("./pics/Blue.PNG", "in/pics/Blue.PNG"), ("in/pics/Blue.PNG", "in/pics/Blue.PNG"),
    ("C:\\Users\\li\\Blue.png", "in/pics/Blue.PNG"), ("../../etc/Blue.png", "in/pics/Blue.PNG"),
    ("café.png", "in/pics/Cafe\u{301}.png"), ("a/same.jpg", "in/a/same.jpg"), ("two.png", "in/two.png"),
    ("Upper.jpg", "Upper.jpg"), ("ＢＬＵＥ.png", "in/pics/Blue.PNG"), ("三月/in/pics/blue.png", "in/pics/Blue.PNG"),
    ("D:\\三月\\in\\a\\same.jpg", "in/a/same.jpg"), ("\\\\server\\share\\b\\same.jpg", "in/b/same.jpg"),
    ("\"C:\\Users\\li\\two.png\"", "in/two.png"), ("file:///C:/Users/li/Blue.PNG", "in/pics/Blue.PNG"),
    ("file:///home/li/%E7%BA%A2%E6%9D%AF%201.jpg", "in/红杯 1.jpg"), ("/home/li/pics/blue.png", "in/pics/Blue.PNG"),
    ("https://shop.example/img/%E7%BA%A2%E6%9D%AF%201.jpg?w=800#top", "in/红杯 1.jpg"),
  ])
  func findsFilesAsPeopleNameThem(text: String, path: String) {
    #expect(Self.lookup.find(text) == .found(DropEntry(path: FileName(path), size: 1)))
  }

  @Test func saysWhichFilesFit() {
    #expect(
      Self.lookup.find("same.jpg").problem(with: "same.jpg")
        == ReadingError(
          "ambiguous-file",
          """
          More than one file fits “same.jpg”: “in/a/same.jpg”, “in/b/same.jpg”. Write the one that is meant with its \
          folder.
          """))
    #expect(Self.lookup.find("two").problem(with: "two")?.code == "ambiguous-file")
    #expect(Self.lookup.find("UPPER.JPG").problem(with: "UPPER.JPG")?.code == "ambiguous-file")
  }

  @Test(arguments: [
    "b/two.png", "https://two.png", "https://", "http://shop.example/", "C:\\", "file://", "..", "\"\"",
    "pics/a/same.jpg",
  ])
  func pathsThatNameNoneOfTheFilesFindNone(text: String) {
    #expect(Self.lookup.find(text).problem(with: text)?.code == "missing-file")
  }

  @Test func namesTheClosestFiles() {
    #expect(
      Self.lookup.find("bleu.png").problem(with: "bleu.png")
        == ReadingError("missing-file", "There is no file “bleu.png” in the drop. Did you mean “Blue.PNG”?"))
    #expect(
      Self.lookup.find("nothing like it.tif").problem(with: "nothing like it.tif")
        == ReadingError("missing-file", "There is no file “nothing like it.tif” in the drop."))
    #expect(Self.lookup.find("  ") == .missing(closest: []))
  }
}
