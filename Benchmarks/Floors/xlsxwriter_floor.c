// The floor for writing results: the same cells in the same formats as ResultsWorkbookWriter writes for a job of eight
// columns without outputs, by libxlsxwriter alone, in constant memory mode, with no check of anything.
//
//   cc -O2 -o xlsxwriter_floor xlsxwriter_floor.c -lxlsxwriter && ./xlsxwriter_floor out.xlsx 1000000 [tmpdir]

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

int main(int argc, char **argv) {
  if (argc < 3) return 64;
  unsigned rows = (unsigned)atoi(argv[2]);
  lxw_workbook_options options = {.constant_memory = 1, .tmpdir = argc > 3 ? argv[3] : NULL, .use_zip64 = 1};
  lxw_workbook *workbook = workbook_new_opt(argv[1], &options);
  if (!workbook) return 74;
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, "Sheet1");
  lxw_format *text = workbook_add_format(workbook), *date = workbook_add_format(workbook);
  lxw_format *status = workbook_add_format(workbook), *seconds = workbook_add_format(workbook);
  format_set_num_format(text, "@");
  format_set_num_format(date, "yyyy-mm-dd");
  format_set_num_format(seconds, "0.0");
  format_set_fg_color(status, 0xDCEBF7);
  const char *headers[] = {"a",      "b",   "c",        "d",       "e",     "f",           "g",
                           "h", "Status", "Row", "Attempts", "Seconds", "Error", "rowspool key"};
  for (lxw_col_t column = 0; column < 14; column++) worksheet_write_string(sheet, 0, column, headers[column], status);
  worksheet_freeze_panes(sheet, 1, 0);
  char buffer[200];
  for (unsigned index = 0; index < rows; index++) {
    lxw_row_t row = index + 1;
    worksheet_write_number(sheet, row, 0, index, NULL);
    snprintf(buffer, sizeof buffer, "Product %u", index);
    worksheet_write_string(sheet, row, 1, buffer, NULL);
    snprintf(buffer, sizeof buffer, "商品 %u", index % 1000);
    worksheet_write_string(sheet, row, 2, buffer, NULL);
    worksheet_write_number(sheet, row, 3, index * 0.25, NULL);
    snprintf(buffer, sizeof buffer, "files/picture-%u.jpg", index);
    worksheet_write_string(sheet, row, 4, buffer, NULL);
    worksheet_write_string(sheet, row, 5, "white", NULL);
    worksheet_write_boolean(sheet, row, 6, index % 2 == 0, NULL);
    worksheet_write_number(sheet, row, 7, 46347, date);
    worksheet_write_string(sheet, row, 8, "Done", status);
    worksheet_write_number(sheet, row, 9, index + 2, NULL);
    worksheet_write_number(sheet, row, 10, 1, NULL);
    worksheet_write_number(sheet, row, 11, 1.5, seconds);
    snprintf(buffer, sizeof buffer, "20261121-093512-bench-abcd:%u:0123456789abcdef", index);
    worksheet_write_string(sheet, row, 13, buffer, text);
  }
  return workbook_close(workbook) == LXW_NO_ERROR ? 0 : 74;
}
