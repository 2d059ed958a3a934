/* The floor under reading a workbook: libarchive inflates the first worksheet, libxml2's SAX2 push parser goes over it,
 * and the cells are counted. Shared strings are gone through as well, as any reader must.
 *
 *     cc -O2 -o xlsx_floor xlsx_floor.c $(pkg-config --cflags --libs libarchive libxml-2.0)
 *     xlsx_floor FILE
 */
#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

struct counts {
  long rows, cells, texts, bytes;
};

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespaces, const xmlChar **namespace, int attributes, int defaulted,
                          const xmlChar **attribute) {
  struct counts *counts = context;
  (void)prefix, (void)uri, (void)namespaces, (void)namespace, (void)attributes, (void)defaulted, (void)attribute;
  if (name[0] == 'c' && name[1] == 0) counts->cells++;
  else if (name[0] == 's' && name[1] == 'i' && name[2] == 0) counts->texts++;
  else if (strcmp((const char *)name, "row") == 0) counts->rows++;
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)context, (void)name, (void)prefix, (void)uri;
}

static void characters(void *context, const xmlChar *text, int length) {
  (void)text;
  ((struct counts *)context)->bytes += length;
}

static int parse_entry(struct archive *archive, struct counts *counts) {
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start_element;
  handler.endElementNs = end_element;
  handler.characters = characters;
  handler.ignorableWhitespace = characters;
  xmlParserCtxtPtr parser = NULL;
  const void *block;
  size_t size;
  la_int64_t offset;
  int status;
  while ((status = archive_read_data_block(archive, &block, &size, &offset)) == ARCHIVE_OK) {
    const char *bytes = block;
    while (size > 0) {
      int slice = size > 32768 ? 32768 : (int)size;
      if (parser == NULL) parser = xmlCreatePushParserCtxt(&handler, counts, bytes, slice, NULL);
      else if (xmlParseChunk(parser, bytes, slice, 0) != 0) return 1;
      if (parser == NULL) return 1;
      bytes += slice;
      size -= (size_t)slice;
    }
  }
  if (parser != NULL) {
    xmlParseChunk(parser, NULL, 0, 1);
    xmlFreeParserCtxt(parser);
  }
  return status == ARCHIVE_EOF ? 0 : 1;
}

int main(int count, char **arguments) {
  static const char *const parts[] = {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"};
  struct counts counts = {0, 0, 0, 0};
  if (count != 2) return 64;
  for (int part = 0; part < 2; part++) {
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_filename(archive, arguments[1], 65536) != ARCHIVE_OK) return 66;
    while (archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
      if (strcmp(archive_entry_pathname(entry), parts[part]) != 0) continue;
      if (parse_entry(archive, &counts) != 0) return 65;
      break;
    }
    archive_read_free(archive);
  }
  printf("rows %ld cells %ld texts %ld bytes %ld\n", counts.rows, counts.cells, counts.texts, counts.bytes);
  return 0;
}
