#!/usr/bin/env python3
"""Makes templates/product-photo/samples/商品图样例.xlsx from the first rows of samples.csv."""

import csv
import datetime
import pathlib

import openpyxl
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font

ROWS = 6
HEADERS = ["图片", "品名 Name", "背景", "Format", "尺寸", "Watermark"]
SETTINGS = [
    ("Setting", "Value"),
    ("姓名", "样例 Sample"),
    ("priority", 4),
    ("适应方式", "方形留白"),
]

samples = pathlib.Path(__file__).parent.parent / "templates" / "product-photo" / "samples"
with open(samples / "samples.csv", encoding="utf-8", newline="") as file:
    rows = list(csv.reader(file))[1 : ROWS + 1]

workbook = openpyxl.Workbook()
workbook.properties.creator = "rowspool"
workbook.properties.created = workbook.properties.modified = datetime.datetime(2026, 11, 21)
workbook.custom_doc_props.append(StringProperty(name="rowspool workflow", value="product-photo"))
sheet = workbook.active
sheet.title = "商品图 Products"
sheet.append(HEADERS)
for row in rows:
    sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
settings = workbook.create_sheet("Settings")
for row in SETTINGS:
    settings.append(row)
for sheet in workbook:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in "ABCDEF":
        sheet.column_dimensions[column].width = 20
workbook.worksheets[0].freeze_panes = "A2"
workbook.save(samples / "商品图样例.xlsx")
