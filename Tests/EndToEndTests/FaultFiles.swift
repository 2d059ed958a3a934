import SystemPackage
import TestSupport

/// Files that cannot be used, made by Python: what other programs, networks and ill will leave in a drop folder.
enum FaultFiles {
  /// Writes them all into a folder.
  static func make(in folder: FilePath) throws {
    try folder.makeFolders()
    try Python.run(script, [folder.string])
  }

  private static let script = #"""
    import io, os, struct, sys, zipfile, zlib
    import openpyxl
    os.chdir(sys.argv[1])

    def put(name, data):
        with open(name, "wb") as file:
            file.write(data)

    def zipped(entries, method=zipfile.ZIP_DEFLATED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, data in entries:
                archive.writestr(name, data)
        return buffer.getvalue()

    def changed(book, part, change):
        source = zipfile.ZipFile(io.BytesIO(book))
        return zipped([(n, change(source.read(n)) if n == part else source.read(n)) for n in source.namelist()])

    book = openpyxl.Workbook()
    for row in [["key", "n"], ["a", 1], ["b", 2]]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    good = buffer.getvalue()
    sheet = "xl/worksheets/sheet1.xml"
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(24) + b"\x3e\x00\x03\x00\xfe\xff" + bytes(474)
    entry = lambda name: name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", len(name) * 2 + 2) + bytes(62)

    # Workbooks
    put("text.xlsx", b"key,n\na,1\n")
    put("half.xlsx", good[: len(good) // 2])
    middle = good.index(b"xl/worksheets/sheet1.xml") + 60
    put("flipped.xlsx", good[:middle] + bytes([good[middle] ^ 0x55]) + good[middle + 1 :])
    put("password.xlsx", ole + entry("Root Entry") + entry("EncryptionInfo") + entry("EncryptedPackage") + bytes(128))
    put("old.xls", ole + entry("Root Entry") + entry("Workbook") + bytes(256))
    put("binary.xlsb", zipped([("[Content_Types].xml", "<Types/>"), ("xl/workbook.bin", b"\x83\x01\x00")]))
    put("libre.ods", zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")]))
    put("laughs.xlsx", changed(good, sheet, lambda d: b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + d))
    put("bomb.xlsx", changed(good, sheet, lambda d: d.replace(b"<sheetData>", b"<sheetData>" + b" " * (120 << 20))))
    put("cells.xlsx", changed(good, sheet, lambda d: d.replace(b"<row ", b"<row" + b" a='" + b"x" * (1 << 20) + b"' ", 1)))

    # Tables
    put("header.csv", b"key,n\n")
    put("columns.csv", b"Name,Number\na,1\n")
    put("bad.csv", b"key,n\na,x\n,2\n")
    put("broken gbk.csv", "key,n\n\u676f\u5b50\u548c\u82b1\u74f6\uff0c\u7ea2\u8272\u7684,1\n".encode("gb18030").replace(b",1", b"\xff\xff,1"))
    put("quote.csv", b'key,n\n"a,1\n' + b"b,2\n" * 300000)
    put("field.csv", b"key,n\n" + b"x" * (3 << 20) + b",1\n")
    put("wide.csv", b"," * 1000000 + b"\n")
    put("nul.csv", b"k\0e\0y\0,n\na\0,1\n\0\0\0")
    put("blank.csv", b"\n\n\n")

    # Pictures
    put("notes.docx", zipped([("word/document.xml", "<x/>")]))
    os.mkdir("nothing here")
    put("nothing here/readme.txt", b"hello")
    os.mkdir("two tables")
    put("two tables/a.csv", b"image\nx.png\n")
    put("two tables/b.csv", b"image\nx.png\n")
    put("texts.zip", zipped([("readme.txt", "hello")]))
    put("cut.zip", zipped([("a.png", os.urandom(5000))])[:3000])
    secret = bytearray(zipped([("a.png", b"x")]))
    secret[6] |= 1
    secret[secret.index(b"PK\x01\x02") + 8] |= 1
    put("secret.zip", bytes(secret))
    put("nested.zip", zipped([("inner.zip", zipped([("deeper.zip", zipped([("a.png", b"x")]))]))]))
    """#
}
