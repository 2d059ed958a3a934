// The floor for reading CSV: libcsv over the whole file, counting rows, fields and bytes, nothing kept.
// cc -O2 -o csv_floor csv_floor.c -lcsv
#include <csv.h>
#include <stdio.h>

struct counts {
  long rows, fields, bytes;
};

static void field(void *text, size_t length, void *context) {
  (void)text;
  struct counts *counts = context;
  counts->fields++;
  counts->bytes += (long)length;
}

static void row(int line_end, void *context) {
  (void)line_end;
  ((struct counts *)context)->rows++;
}

int main(int argc, char **argv) {
  static char buffer[1 << 16];
  struct counts counts = {0};
  struct csv_parser parser;
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL || csv_init(&parser, 0) != 0) return 1;
  size_t length;
  while ((length = fread(buffer, 1, sizeof buffer, file)) > 0)
    if (csv_parse(&parser, buffer, length, field, row, &counts) != length) return 2;
  if (ferror(file) || csv_fini(&parser, field, row, &counts) != 0) return 3;
  csv_free(&parser);
  fclose(file);
  printf("%ld rows, %ld fields, %ld bytes\n", counts.rows, counts.fields, counts.bytes);
  return 0;
}
