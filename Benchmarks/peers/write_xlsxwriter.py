import sys

import xlsxwriter

path, rows = sys.argv[1], int(sys.argv[2])
with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
    sheet = workbook.add_worksheet()
    date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    status = workbook.add_format({"fg_color": "#DCEBF7"})
    for row in range(1, rows + 1):
        sheet.write_number(row, 0, row)
        sheet.write_string(row, 1, f"Product {row}")
        sheet.write_string(row, 2, f"商品 {row % 1000}")
        sheet.write_number(row, 3, row * 0.25)
        sheet.write_string(row, 4, f"files/picture-{row}.jpg")
        sheet.write_string(row, 5, "white")
        sheet.write_boolean(row, 6, row % 2 == 0)
        sheet.write_number(row, 7, 46347, date)
        sheet.write_string(row, 8, "Done", status)
        sheet.write_number(row, 9, row + 1)
        sheet.write_number(row, 10, 1)
        sheet.write_number(row, 11, 1.5)
        sheet.write_string(row, 13, f"20261121-093512-bench-abcd:{row}:0123456789abcdef")
