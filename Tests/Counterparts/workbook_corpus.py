"""Writes workbooks of many kinds: by openpyxl, by XlsxWriter, by LibreOffice from both, and strange ones by hand."""
import datetime
import itertools
import pathlib
import random
import shutil
import subprocess
import zipfile

import openpyxl
import xlsxwriter
from openpyxl.styles import PatternFill

FORMATS = [
    "General", "0", "0.00", "#,##0.00", "0%", "0.00E+00", "# ?/?", "yyyy-mm-dd", "d/m/yy h:mm", "h:mm:ss", "[h]:mm:ss",
    "mm:ss.0", "[mm]:ss", "@", '"No. "0', "[Red]-0;0;\"-\"", "0.0_);(0.0)", 'yyyy"年"m"月"d"日"',
    "[$-804]yyyy年m月d日", "[$-409]d-mmm-yy", "h:mm AM/PM", "[$-F800]dddd, mmmm dd, yyyy", "mmm-yy", "#", ";;;",
    "[$¥-804]#,##0.00", "0,,\"M\"", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "000-00-0000", "yy/m/d;@",
    "dd.mm.yyyy hh:mm", "m/d/yyyy", "[<1]0%;0", "[$-411]ge.m.d", "[DBNum1]General", "General\\ \"h\"",
]
NUMBERS = [
    0, 1, -1, 0.1, 0.15, 1 / 3, 1e-7, 1e21, 123456789012345678, 0.9999999999, 44521.5, 45000, 45000.999999999,
    45000.39930555556, 0.5, 0.999994, 60, 59, 61, 1.5, 27.25, 2958465, 2958466, -45000, 1e5, 12345.678, 1e15, 1e16,
    40000.0000001, 1462, 366, 0.0000115740740740741, 45000.0000057, 1.00001157407407,
]
TEXTS = [
    "plain", " lead and trail ", "线 中文", "a\nb", "a\r\nb", "tab\there", "00123", "123456789012345678", "=1+1", "",
    "emoji 😀", "<&>\"'", "x" * 32767, "_x0041_", "_x000D_", "\u00a0", "1e5", "TRUE", "2026-11-21", "#N/A", "é e\u0301",
]
DATES = [
    datetime.datetime(2026, 11, 21, 9, 35), datetime.date(2026, 11, 21), datetime.time(9, 35, 12),
    datetime.timedelta(hours=27, minutes=30), datetime.datetime(1900, 1, 1), datetime.datetime(1999, 12, 31, 23, 59, 59),
    datetime.datetime(2026, 2, 28, 12, 0, 0, 500000), datetime.datetime(9999, 12, 31), datetime.datetime(1904, 1, 2),
]


def fits(number, code):
    """Whether both readers take a number of this format: outside the calendar openpyxl gives up on the whole file."""
    return not isinstance(code, str) or not set(code.lower()) & set("dmyhs") or 0 <= number < 2958465


def by_openpyxl(folder, seed):
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    if seed % 5 == 0:
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    sheet = book.active
    for row in range(1 + seed % 4, 40):
        for column in range(1 + seed % 3, 14):
            kind = chance.randrange(9)
            if kind < 2:
                continue
            cell = sheet.cell(row, column)
            if kind < 5:
                cell.number_format = chance.choice(FORMATS)
                cell.value = chance.choice([number for number in NUMBERS if fits(number, cell.number_format)])
            elif kind < 7:
                cell.value = chance.choice(TEXTS)
                if str(cell.value).startswith("="):
                    cell.data_type = "s"
            elif kind == 7:
                cell.value = chance.choice(DATES)
            else:
                cell.value = chance.choice([True, False, "=A1+1", "#DIV/0!"])
    for row in range(45, 50):
        sheet.cell(row, 20).fill = PatternFill("solid", fgColor="FF0000")
    if seed % 3 == 0:
        sheet.merge_cells("B60:D62")
        sheet["B60"] = "merged"
    book.create_sheet("Second")["A1"] = "other"
    if seed % 4 == 0:
        book.create_sheet("Front", 0)["C3"] = "first sheet"
        book.active = 0
    book.save(folder / f"openpyxl-{seed}.xlsx")


def by_xlsxwriter(folder, seed):
    chance = random.Random(seed)
    book = xlsxwriter.Workbook(
        folder / f"xlsxwriter-{seed}.xlsx",
        {"constant_memory": seed % 2 == 0, "date_1904": seed % 5 == 1, "strings_to_urls": False})
    if seed % 7 == 0:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sheet9!$A$1:$A$3"})
        book.add_chartsheet("Chart").set_chart(chart)
    sheet = book.add_worksheet("数据 & more")
    book.add_worksheet("Sheet9")
    formats = [(code, book.add_format({"num_format": code})) for code in FORMATS]
    formats += [("d", book.add_format({"num_format": number})) for number in range(1, 50)]
    bold = book.add_format({"bold": True})
    for row in range(40):
        for column in range(12):
            kind = chance.randrange(9)
            if kind < 4:
                code, form = chance.choice(formats)
                sheet.write_number(row, column, chance.choice([n for n in NUMBERS if fits(n, code)]), form)
            elif kind == 4:
                sheet.write_string(row, column, chance.choice(TEXTS))
            elif kind == 5 and seed % 2:
                sheet.write_rich_string(row, column, "rich ", bold, "text", " end ")
            elif kind == 6:
                sheet.write_formula(row, column, "=1+1", None, chance.choice([2, "text", True, "#N/A", 0.5, ""]))
            elif kind == 7:
                sheet.write_boolean(row, column, chance.random() < 0.5)
            elif kind == 8:
                sheet.write_blank(row, column, None, bold)
    book.close()


CONTENT = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' \
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' \
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ' \
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' \
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.' \
    'spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/' \
    'vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def by_hand(path, data, *, main=MAIN, office=OFFICE, target="worksheets/sheet1.xml", part="xl/worksheets/sheet1.xml",
            prefix="", strings="", styles=None, encoding="utf-8", workbook_properties="", extra=""):
    colon = prefix + ":" if prefix else ""
    declaration = "xmlns:" + prefix if prefix else "xmlns"
    sheet = f'<{colon}worksheet {declaration}="{main}">{extra}<{colon}sheetData>{data}</{colon}sheetData></{colon}worksheet>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + sheet
    relations = [("worksheet", "rId1", target)]
    parts = {part: text.encode(encoding)}
    if strings is not None:
        relations.append(("sharedStrings", "rId2", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'.encode()
    if styles is not None:
        relations.append(("styles", "rId3", "/xl/styles.xml"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'.encode()
    parts["[Content_Types].xml"] = CONTENT.encode()
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>').encode()
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{office}">{workbook_properties}<sheets>'
        '<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>').encode()
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}">' + "".join(
            f'<Relationship Id="{i}" Type="{office}/{kind}" Target="{t}"/>' for kind, i, t in relations)
        + "</Relationships>").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


FONTS = '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' \
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
STYLES = '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>' + FONTS + '<cellXfs count="5">' \
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/><xf numFmtId="9"/></cellXfs>'


def strange(folder):
    cells = {
        "no-references": "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>",
        "no-cell-references": '<row r="3"><c><v>1</v></c><c t="str"><v>x</v></c></row><row><c><v>2</v></c></row>',
        "rows-out-of-order": '<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
        "row-twice": '<row r="2"><c r="A2"><v>5</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
        "cells-out-of-order": '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>',
        "cell-twice": '<row r="1"><c r="A1"><v>3</v></c><c r="A1"><v>1</v></c></row>',
        "wrong-row": '<row r="1"><c r="A7"><v>3</v></c></row>',
        "no-value": '<row r="1"><c r="A1" t="n"/><c r="B1" t="n"><v/></c><c r="C1" t="str"><v></v></c></row>',
        "inline": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'
                  '<c r="B1" t="inlineStr"><is><r><t>b</t></r><r><rPr><b/></rPr><t>c</t></r></is></c></row>',
        "iso-dates": '<row r="1"><c r="A1" t="d"><v>2026-11-21T09:35:00</v></c><c r="B1" t="d"><v>2026-11-21</v></c>'
                     '<c r="C1" t="d" s="1"><v>2026-11-21T00:00:00</v></c></row>',
        "formulas": '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>"a"</f>'
                    '<v>a</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="b"><f>TRUE()</f><v>1</v></c></row>',
        "blanks-around": '<row r="1"><c r="A1"><v> 12 </v></c><c r="B1" t="s"><v> 0 </v></c></row>',
        "no-space-preserve": '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t> x </t></is></c></row>',
        "escapes": '<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="s"><v>3</v></c><c r="C1" t="str"><v>_x000D_</v></c></row>',
        "phonetic": '<row r="1"><c r="A1" t="s"><v>4</v></c></row>',
        "styles": '<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1" s="2"><v>45000</v></c><c r="C1" s="3"><v>1.5</v></c>'
                  '<c r="D1" s="4"><v>0.15</v></c><c r="E1" s="2"><v>45000.5</v></c><c r="F1" s="1"><v>0</v></c>'
                  '<c r="G1" s="1"><v>0.25</v></c><c r="H1" s="1"><v>60</v></c></row>',
        "style-out-of-range": '<row r="1"><c r="A1" s="99"><v>45000</v></c></row>',
        "negative-style": '<row r="1"><c r="A1" s="-1"><v>45000</v></c></row>',
        "string-out-of-range": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        "big-gap": '<row r="1"><c r="A1"><v>1</v></c></row><row r="5000"><c r="CV5000"><v>2</v></c></row>',
        "numbers": '<row r="1"><c r="A1"><v>1E3</v></c><c r="B1"><v>1.0</v></c><c r="C1"><v>0.1</v></c><c r="D1"><v>-0</v></c>'
                   '<c r="E1"><v>123456789012345678</v></c><c r="F1"><v>1.7976931348623157E308</v></c><c r="G1"><v>+5</v></c></row>',
        "not-a-number": '<row r="1"><c r="A1"><v>abc</v></c><c r="B1"><v>1</v></c></row>',
        "row-1048577": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        "last-row": '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        "column-XFE": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        "cdata": '<row r="1"><c r="A1" t="str"><v><![CDATA[<a>]]>&amp;&#65;</v></c></row>',
    }
    strings = "<si><t>zero</t></si><si><t> one </t></si><si><t>a_x000D_b</t></si><si><t>_x005F_x0041_</t></si>" \
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>'
    for name, data in cells.items():
        by_hand(folder / f"strange-{name}.xlsx", data, strings=strings, styles=STYLES)
    data = cells["styles"]
    strict = "http://purl.oclc.org/ooxml/"
    by_hand(folder / "strange-strict.xlsx", data, styles=STYLES, main=strict + "spreadsheetml/main",
            office=strict + "officeDocument/relationships")
    by_hand(folder / "strange-prefix.xlsx", "".join(data.replace("<row", "<x:row").replace("</row", "</x:row")
            .replace("<c ", "<x:c ").replace("</c>", "</x:c>").replace("<v>", "<x:v>").replace("</v>", "</x:v>")),
            prefix="x", styles=STYLES)
    by_hand(folder / "strange-1904.xlsx", data, styles=STYLES, workbook_properties='<workbookPr date1904="1"/>')
    by_hand(folder / "strange-utf16.xlsx", data, styles=STYLES, encoding="utf-16")
    by_hand(folder / "strange-absolute.xlsx", data, styles=STYLES, target="/xl/worksheets/sheet1.xml")
    by_hand(folder / "strange-upper-case.xlsx", data, styles=STYLES, part="xl/worksheets/Sheet1.XML")
    by_hand(folder / "strange-backslash.xlsx", data, styles=STYLES, part="xl\\worksheets\\sheet1.xml")
    by_hand(folder / "strange-elsewhere.xlsx", data, styles=STYLES, target="../data/a%20b.xml", part="data/a b.xml")
    by_hand(folder / "strange-no-styles.xlsx", data)
    by_hand(folder / "strange-dimension.xlsx", cells["numbers"], extra='<dimension ref="A1:XFD1048576"/>')
    by_hand(folder / "strange-empty-sheet.xlsx", "")


def by_libreoffice(folder):
    inputs = sorted(itertools.chain(folder.glob("openpyxl-?.xlsx"), folder.glob("xlsxwriter-?.xlsx")))
    for kind in ("xlsx", "ods"):
        target = folder / ("libreoffice-" + kind)
        target.mkdir(exist_ok=True)
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", target, *inputs],
                       check=True, capture_output=True, timeout=600)
    target = folder / "libreoffice-from-ods"
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", target,
                    *sorted((folder / "libreoffice-ods").glob("*.ods"))], check=True, capture_output=True, timeout=600)


def make(folder, count=40):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for seed in range(count):
        by_openpyxl(folder, seed)
        by_xlsxwriter(folder, seed)
    strange(folder)
    if shutil.which("soffice"):
        by_libreoffice(folder)


if __name__ == "__main__":
    make(pathlib.Path("/tmp/workbook-corpus"))
