#pragma once

#include <stddef.h>
#include <xlsxwriter.h>

// The library writes rows with fprintf and looks at no result. A full disk would give a workbook with a hole in it.
static inline int rowspool_rows_failed(lxw_worksheet *sheet) {
  return ferror(sheet->optimize_tmpfile);
}

static inline int rowspool_flush_rows(lxw_worksheet *sheet) {
  return fflush(sheet->optimize_tmpfile);
}

// Bytes of row data so far; -1 with errno.
static inline long rowspool_row_bytes(lxw_worksheet *sheet) {
  return ftell(sheet->optimize_tmpfile);
}

// lxw_workbook_free leaves the row files of a workbook open that was not closed.
static inline void rowspool_abandon(lxw_workbook *workbook) {
  lxw_worksheet *sheet;
  STAILQ_FOREACH(sheet, workbook->worksheets, list_pointers) {
    if (sheet->optimize_tmpfile) fclose(sheet->optimize_tmpfile);
  }
  lxw_workbook_free(workbook);
}

// In constant memory mode the library forgets row heights, and then stretches pictures over rows of the default
// height. Without the flag it keeps the height where it looks for it when it places pictures.
static inline lxw_error rowspool_keep_row_height(lxw_worksheet *sheet, lxw_row_t row, double points) {
  uint8_t optimize = sheet->optimize;
  sheet->optimize = 0;
  lxw_error error = worksheet_set_row(sheet, row, points, NULL);
  sheet->optimize = optimize;
  return error;
}

// Scales the picture that was inserted last into a box of pixels and centres it. Only after it was inserted are its
// size and resolution known; it is never enlarged.
static inline void rowspool_fit_last_picture(lxw_worksheet *sheet, double width, double height, double margin) {
  if (STAILQ_EMPTY(sheet->image_props)) return;
  // STAILQ_LAST wants a macro that glibc does not have.
  lxw_object_properties *picture = (lxw_object_properties *)((char *)sheet->image_props->stqh_last -
                                                             offsetof(lxw_object_properties, list_pointers));
  if (picture->width <= 0 || picture->height <= 0) return;
  double x_resolution = picture->x_dpi > 0 ? 96 / picture->x_dpi : 1;
  double y_resolution = picture->y_dpi > 0 ? 96 / picture->y_dpi : 1;
  double scale = width / picture->width;
  if (height / picture->height < scale) scale = height / picture->height;
  if (scale > 1) scale = 1;
  picture->x_scale = scale / x_resolution;
  picture->y_scale = scale / y_resolution;
  picture->x_offset = (int32_t)(margin + (width - picture->width * scale) / 2);
  picture->y_offset = (int32_t)(margin + (height - picture->height * scale) / 2);
}
