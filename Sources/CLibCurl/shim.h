// libcurl 7.88 or later. Its functions that set and get options take any type behind a `...`, which Swift cannot call:
// here is one typed call for each type in use, and one for each pair of callback and context.
#ifndef ROWSPOOL_CLIBCURL_SHIM_H
#define ROWSPOOL_CLIBCURL_SHIM_H

#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075800
#error "libcurl 7.88 or later is needed: CURLU_PUNYCODE, CURLOPT_PROTOCOLS_STR, CURLOPT_QUICK_EXIT"
#endif

// MARK: One transfer

static inline CURLcode rowspool_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

/// Sizes are 64 bits wide also where `long` is not.
static inline CURLcode rowspool_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/// libcurl makes a copy of the text (but for `CURLOPT_POSTFIELDS`, see `rowspool_set_empty_body`).
static inline CURLcode rowspool_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

/// A body of no bytes: with a size alone libcurl would still call the read function.
static inline CURLcode rowspool_set_empty_body(CURL *easy) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) 0);
  return code ? code : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, "");
}

/// The list must live as long as the transfer.
static inline CURLcode rowspool_set_list(CURL *easy, CURLoption option, struct curl_slist *list) {
  return curl_easy_setopt(easy, option, list);
}

/// The parts must live as long as the transfer.
static inline CURLcode rowspool_set_mime(CURL *easy, curl_mime *parts) {
  return curl_easy_setopt(easy, CURLOPT_MIMEPOST, parts);
}

/// `CURL_ERROR_SIZE` bytes, which must live as long as the transfer.
static inline CURLcode rowspool_set_error_text(CURL *easy, char *text) {
  return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, text);
}

static inline CURLcode rowspool_set_private(CURL *easy, void *context) {
  return curl_easy_setopt(easy, CURLOPT_PRIVATE, context);
}

/// Takes what comes of the body, decompressed.
static inline CURLcode rowspool_set_writer(CURL *easy, curl_write_callback write, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, write);
  return code ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

/// Takes one header line at a time, those of interim answers too.
static inline CURLcode rowspool_set_header_writer(CURL *easy, curl_write_callback write, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, write);
  return code ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

/// Gives the body to send, and goes back in it where libcurl sends a request again.
static inline CURLcode rowspool_set_reader(
    CURL *easy, curl_read_callback read, curl_seek_callback seek, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, read);
  if (!code) code = curl_easy_setopt(easy, CURLOPT_READDATA, context);
  if (!code) code = curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, seek);
  return code ? code : curl_easy_setopt(easy, CURLOPT_SEEKDATA, context);
}

/// Is asked before a connection is made.
static inline CURLcode rowspool_set_socket_opener(CURL *easy, curl_opensocket_callback open, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open);
  return code ? code : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

/// Is asked on a new or kept connection before the request goes out, each time that it does.
static inline CURLcode rowspool_set_sending_guard(CURL *easy, curl_prereq_callback ask, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, ask);
  return code ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

/// - Returns: 0 where libcurl does not know.
static inline long rowspool_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) ? 0 : value;
}

static inline void *rowspool_get_private(CURL *easy) {
  void *context = NULL;
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &context) ? NULL : context;
}

// MARK: Many transfers

static inline CURLMcode rowspool_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// MARK: Values that Swift does not import as the type they are used as

static const size_t rowspool_write_error = CURL_WRITEFUNC_ERROR;
static const size_t rowspool_write_pause = CURL_WRITEFUNC_PAUSE;
static const size_t rowspool_read_abort = CURL_READFUNC_ABORT;
static const curl_socket_t rowspool_no_socket = CURL_SOCKET_BAD;

/// `socket`, closed in children: they are no business of a service's connection.
static inline curl_socket_t rowspool_open_socket(const struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

#endif
