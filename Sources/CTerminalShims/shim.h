#pragma once

#include <wchar.h>

// wchar.h declares this only with _XOPEN_SOURCE, which Swift's importer does not define.
extern int wcwidth(wchar_t character);

/// How many columns a character takes on a terminal, by the locale; -1 for one that is not printed.
static inline int rowspool_width(unsigned int character) { return wcwidth((wchar_t)character); }
