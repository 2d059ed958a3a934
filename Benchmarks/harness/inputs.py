"""Makes the files that are read."""
import csv
import zipfile

HEADERS = list("abcdefgh")
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def make_csv(path, rows):
    """About 137 bytes a row."""
    note = "white, with a description of it " + "x" * 30
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for row in range(rows):
            writer.writerow([
                row, f"Product {row}", f"商品 {row % 1000}", row * 0.25, f"files/picture-{row}.jpg", note,
                "true" if row % 2 == 0 else "false", "2026-11-21"])
    return path


def make_xlsx(path, rows):
    """Four columns of shared texts, three of numbers, one of dates, as spreadsheet programs write them."""
    kinds = '<Override PartName="/xl/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/>'
    overrides = "".join(kinds % pair for pair in [
        ("workbook", "spreadsheetml.sheet.main"), ("worksheets/sheet1", "spreadsheetml.worksheet"),
        ("sharedStrings", "spreadsheetml.sharedStrings"), ("styles", "spreadsheetml.styles")])
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             f"{overrides}</Types>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        package.writestr("[Content_Types].xml", HEAD + types)
        package.writestr("_rels/.rels", links([("officeDocument", "xl/workbook.xml")]))
        package.writestr("xl/_rels/workbook.xml.rels", links([
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]))
        package.writestr("xl/workbook.xml", HEAD + (
            f'<workbook {NAMESPACE} xmlns:r="{RELATIONSHIPS}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'))
        package.writestr("xl/styles.xml", HEAD + (
            f'<styleSheet {NAMESPACE}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'))
        with package.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write((HEAD + f"<sst {NAMESPACE}>").encode())
            texts = HEADERS + [f"商品 {n}" for n in range(1000)] + ["white", "black"] + [
                f"Product {n}" for n in range(rows // 2)]
            part.write("".join(f"<si><t>{text}</t></si>" for text in texts).encode())
            part.write(b"</sst>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            write_sheet(part, rows)
    return path


def links(targets):
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1))
    return HEAD + f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def write_sheet(part, rows):
    part.write((HEAD + f"<worksheet {NAMESPACE}><sheetData>").encode())
    header = "".join(f'<c r="{name.upper()}1" t="s"><v>{index}</v></c>' for index, name in enumerate(HEADERS))
    part.write(f'<row r="1">{header}</row>'.encode())
    for first in range(0, rows, 1000):
        part.write("".join(sheet_row(row, rows) for row in range(first, min(first + 1000, rows))).encode())
    part.write(b"</sheetData></worksheet>")


def sheet_row(row, rows):
    r = row + 2
    return (
        f'<row r="{r}"><c r="A{r}"><v>{row}</v></c><c r="B{r}" t="s"><v>{1010 + row % max(1, rows // 2)}</v></c>'
        f'<c r="C{r}" t="s"><v>{8 + row % 1000}</v></c><c r="D{r}"><v>{row * 0.25}</v></c>'
        f'<c r="E{r}" t="s"><v>{1008 + row % 2}</v></c><c r="F{r}"><v>{row % 97 + 0.1}</v></c>'
        f'<c r="G{r}" t="s"><v>{8 + row % 7}</v></c><c r="H{r}" s="1"><v>{46000 + row % 900}</v></c></row>')
