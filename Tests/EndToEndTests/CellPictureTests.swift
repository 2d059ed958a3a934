import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Workbooks with pictures in their cells, from the drop to the pictures that came of them.
@Suite(.serialized) struct CellPictureTests {
  private static let templates = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().appending("templates")

  private let server: TemporarySpoolServer
  private let red = TestPicture.png(width: 80, height: 40, red: 200, green: 30, blue: 30)
  private let blue = TestPicture.png(width: 30, height: 60, red: 30, green: 30, blue: 200)

  init() async throws {
    server = try TemporarySpoolServer()
    server.settings = ["ROWSPOOL_TEMPLATES": Self.templates.string, "ROWSPOOL_FETCH_HOSTS": "none"]
    try server.start()
    let dropFolder = server.incoming.appending("product-photo")
    try await wait(for: "the drop folder") { dropFolder.exists }
  }

  /// A workbook that a program writes with the pictures `red.png` and `blue.png` beside it.
  private func workbook(_ script: String) throws -> [UInt8] {
    let folder = server.folder.appending("made").appending(UUID().uuidString)
    try folder.appending("red.png").write(red)
    try folder.appending("blue.png").write(blue)
    let book = folder.appending("book.xlsx")
    try Python.run("import os, subprocess, sys\nos.chdir(sys.argv[1])\n" + script, [folder.string])
    return [UInt8](try book.bytes())
  }

  /// The colours of rows, as red and blue, by the middle of each result's picture.
  private func colours(of job: JobID) throws -> [Int: String] {
    let folder = server.outgoing.appending(job.text).appending("files")
    let script = """
      import json, os, sys
      from PIL import Image
      colours = {}
      for name in os.listdir(sys.argv[1]):
          with Image.open(os.path.join(sys.argv[1], name)) as picture:
              pixel = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
          colours[name.split("-")[0]] = "red" if pixel[0] > pixel[2] else "blue"
      print(json.dumps(colours))
      """
    let colours = try Python.json(script, [folder.string]).object ?? [:]
    return Dictionary(
      colours.members.compactMap { name, colour in
        guard let row = Int(name), let colour = colour.string else { return nil }
        return (row, colour)
      }, uniquingKeysWith: { first, _ in first })
  }

  private static let floating = """
    import openpyxl
    from openpyxl.drawing.image import Image
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Size", "Image"])
    for row, name in [(2, "red.png"), (3, "blue.png"), (5, "red.png")]:
        sheet.cell(row, 1, 64)
        sheet.row_dimensions[row].height = 60
        sheet.add_image(Image(name), f"B{row}")
    sheet.add_image(Image("blue.png"), "B8")
    book.save("book.xlsx")

    """

  @Test func floatingPicturesComeBackOnTheirRows() async throws {
    try server.drop("floating.xlsx", into: "product-photo", try workbook(Self.floating))
    let resaved =
      Self.floating + """
        subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + os.getcwd() + "/profile",
                        "--convert-to", "xlsx", "--outdir", "saved", "book.xlsx"], check=True, capture_output=True)
        os.replace("saved/book.xlsx", "book.xlsx")
        """
    try server.drop("resaved.xlsx", into: "product-photo", try workbook(resaved))
    for name in ["floating.xlsx", "resaved.xlsx"] {
      let job = try await server.finishedJob(named: name)
      let rows = try server.results(of: job).rows
      #expect(rows.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Done", 5: "Done", 8: "Done"], "\(name)")
      #expect(rows[2]?["Image"]?.string == "B2.png" && rows[8]?["Image"]?.string?.hasSuffix(".png") == true, "\(name)")
      #expect(try colours(of: job) == [2: "red", 3: "blue", 5: "red", 8: "blue"], "\(name)")
      #expect(rows[8]?["Width"]?.integer == 1600)
    }
  }

  @Test func picturesPlacedInCellsComeBackOnTheirRows() async throws {
    let script = """
      import xlsxwriter
      book = xlsxwriter.Workbook("book.xlsx")
      sheet = book.add_worksheet("Cups")
      sheet.write_row(0, 0, ["Image", "Size"])
      for row, name in [(1, "blue.png"), (2, "red.png"), (3, "blue.png")]:
          sheet.embed_image(row, 0, name)
          sheet.write(row, 1, 64)
      sheet.insert_image(4, 0, "red.png", {"x_offset": 5, "y_offset": 3})
      sheet.write(4, 0, "blue cup")
      book.close()
      """
    try server.drop("placed.xlsx", into: "product-photo", try workbook(script))
    let job = try await server.finishedJob(named: "placed.xlsx")
    let rows = try server.results(of: job).rows
    #expect(rows.mapValues { $0["Image"]?.string } == [2: "A2.png", 3: "A3.png", 4: "A2.png", 5: "blue cup"])
    #expect(try colours(of: job) == [2: "blue", 3: "red", 4: "blue", 5: "red"])
    #expect(server.spool.layout.root.appending("jobs/\(job.text)/input").names == ["A2.png", "A3.png", "A5.png"])
    #expect(try server.row(4, of: job)?.history.values["image"]?.string == "input/A2.png")
  }

  @Test func filesAreFoundInZIPsBesideTheTable() async throws {
    let inner = try TestZip.bytes(["照片/红.png": red, "蓝.png": blue])
    let cells = [
      "红.png", "C:\\Users\\li\\照片\\红.PNG", "https://shop.example/img/%E8%93%9D.png?w=1", "photos/蓝",
      "https://shop.example/none.png",
    ]
    let table = "Image,Size\n" + cells.map { "\($0),64\n" }.joined()
    try server.drop(
      folder: "with zip", into: "product-photo", ["list.csv": Array(table.utf8), "photos.zip": inner])
    try server.drop(
      "zipped.zip", into: "product-photo", try TestZip.bytes(["list.csv": Array(table.utf8), "photos.zip": inner]))
    for name in ["with zip", "zipped.zip"] {
      let job = try await server.finishedJob(named: name)
      let rows = try server.results(of: job).rows
      #expect(
        rows.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Done", 4: "Done", 5: "Done", 6: "Failed"], "\(name)")
      #expect(try colours(of: job) == [2: "red", 3: "red", 4: "blue", 5: "blue"], "\(name)")
      #expect(
        rows[6]?["Error"]?.string == """
          Cell A6 (Image): Nothing is fetched from shop.example: it is none of the hosts that the administrator allows. \
          Put the file and the table into one folder or ZIP, and drop that.
          """)
    }
  }

  @Test func aPictureThatIsNotThereFailsItsRowOnly() async throws {
    let script = """
      import xlsxwriter, zipfile
      book = xlsxwriter.Workbook("whole.xlsx")
      sheet = book.add_worksheet("Cups")
      sheet.write_row(0, 0, ["Image", "Size"])
      sheet.insert_image(1, 0, "blue.png")
      sheet.insert_image(2, 0, "red.png")
      sheet.write_string(3, 0, '=DISPIMG("ID_1",1)')
      book.close()
      with zipfile.ZipFile("whole.xlsx") as whole, zipfile.ZipFile("book.xlsx", "w") as book:
          for name in whole.namelist():
              if name != "xl/media/image2.png":
                  book.writestr(name, whole.read(name))
      """
    try server.drop("lost.xlsx", into: "product-photo", try workbook(script))
    let job = try await server.finishedJob(named: "lost.xlsx")
    let rows = try server.results(of: job).rows
    #expect(rows.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Failed", 4: "Failed"])
    #expect(
      rows[3]?["Error"]?.string == """
        Sheet 'Cups', cell A3 (Image): The picture of this cell is not in the workbook any more. Insert it again.
        """)
    #expect(
      rows[4]?["Error"]?.string == """
        Sheet 'Cups', cell A4 (Image): The cell stands for a picture of WPS, which this file does not hold. Insert the \
        picture again in WPS, and drop the .xlsx file that WPS has saved.
        """)
  }

  @Test func picturesThatAreNotUsedAreTold() async throws {
    let script = """
      import xlsxwriter
      book = xlsxwriter.Workbook("book.xlsx")
      sheet = book.add_worksheet("Cups")
      sheet.write_row(0, 0, ["Image", "Size"])
      sheet.write_row(1, 0, ["red.png", 64])
      sheet.insert_image(1, 0, "blue.png")
      sheet.write(2, 1, 64)
      sheet.insert_image(2, 0, "blue.png")
      sheet.insert_image(2, 0, "red.png", {"x_offset": 3})
      book.close()
      """
    try server.drop(folder: "beside", into: "product-photo", ["list.xlsx": try workbook(script), "red.png": red])
    let job = try await server.finishedJob(named: "beside")
    #expect(try colours(of: job) == [2: "red", 3: "blue"])
    #expect(
      try server.spool.jobFolder(job).manifest()?.notes.map(\.english) == [
        "More than one picture lies in these cells, and the first one of each is used: A3.",
        "These cells name a file and have a picture as well, and the file is used: A2.",
      ])
  }
}
