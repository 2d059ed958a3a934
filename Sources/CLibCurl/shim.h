// libcurl, and typed calls for its variadic functions, which Swift cannot call.
#ifndef ROWSPOOL_CLIBCURL_SHIM_H
#define ROWSPOOL_CLIBCURL_SHIM_H

#include <curl/curl.h>

#endif
