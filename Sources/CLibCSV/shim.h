#pragma once

#include <csv.h>

// libcsv keeps its states to itself (libcsv.c), but they are the values of the public field `pstate`. A reader of
// foreign files needs three of them: what follows a closing quote decides whether it was one.
enum {
  rowspool_csv_field_not_begun = 1,
  rowspool_csv_field_begun = 2,
  rowspool_csv_field_might_have_ended = 3,
};

/// No byte is blank to the parser: without this libcsv strips blanks around fields, which spreadsheet programs keep.
static inline int rowspool_csv_never_space(unsigned char byte) {
  (void)byte;
  return 0;
}

static inline void rowspool_csv_keep_spaces(struct csv_parser *parser) {
  csv_set_space_func(parser, rowspool_csv_never_space);
}
