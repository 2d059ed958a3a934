internal import CLibCurl
import Glibc
import JobModel
import SystemPackage

/// One transfer of libcurl, and all that must live as long as it does. For the transfer loop's thread.
final class EasyHandle {
  let easy: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private var mime: OpaquePointer?
  private let errorText: UnsafeMutablePointer<CChar>

  init() throws(HTTPError) {
    guard let easy = curl_easy_init() else { throw Self.unset(CURLE_OUT_OF_MEMORY) }
    self.easy = easy
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try check(rowspool_set_error_text(easy, errorText))
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_mime_free(mime)
    for list in lists { curl_slist_free_all(list) }
    errorText.deallocate()
  }

  /// What libcurl says of its failure, in its words.
  var complaint: String { String(cString: errorText) }

  func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
    try check(rowspool_set_long(easy, option, value))
  }

  func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
    try check(rowspool_set_text(easy, option, value))
  }

  func setSize(_ option: CURLoption, _ value: Int) throws(HTTPError) {
    try check(rowspool_set_size(easy, option, curl_off_t(value)))
  }

  func set(_ option: CURLoption, _ lines: [String]) throws(HTTPError) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw Self.unset(CURLE_OUT_OF_MEMORY)
      }
      list = longer
    }
    guard let list else { return }
    lists.append(list)
    try check(rowspool_set_list(easy, option, list))
  }

  func setEmptyBody() throws(HTTPError) {
    try check(rowspool_set_empty_body(easy))
  }

  /// Parts of `multipart/form-data`. The corresponding C functions are those of `curl_mime`.
  ///
  /// libcurl percent-encodes quotes and line breaks in names.
  func setParts(_ parts: [(MultipartPart, BodySource)]) throws(HTTPError) {
    guard let mime = curl_mime_init(easy) else { throw Self.unset(CURLE_OUT_OF_MEMORY) }
    self.mime = mime
    for (part, source) in parts {
      guard let handle = curl_mime_addpart(mime) else { throw Self.unset(CURLE_OUT_OF_MEMORY) }
      try check(curl_mime_name(handle, part.name))
      try describe(part, on: handle)
      try check(
        curl_mime_data_cb(
          handle, curl_off_t(source.count), TransferCallbacks.readPart, TransferCallbacks.seekPart,
          TransferCallbacks.releasePart, Unmanaged.passRetained(source).toOpaque()))
    }
    try check(rowspool_set_mime(easy, mime))
  }

  private func describe(_ part: MultipartPart, on handle: OpaquePointer) throws(HTTPError) {
    if let mediaType = part.mediaType { try check(curl_mime_type(handle, mediaType)) }
    guard let fileName = part.fileName else { return }
    guard part.mediaType == nil else { return try check(curl_mime_filename(handle, fileName)) }
    // With a file's name but no type libcurl would guess one by the suffix; with this header of its own it does not.
    let names = [part.name, fileName].map { $0.split(separator: "\"", omittingEmptySubsequences: false) }
    let quoted = names.map { "\"\($0.joined(separator: "%22"))\"" }
    let line = "Content-Disposition: form-data; name=\(quoted[0]); filename=\(quoted[1])"
    guard let list = curl_slist_append(nil, line) else { throw Self.unset(CURLE_OUT_OF_MEMORY) }
    try check(curl_mime_headers(handle, list, 1))
  }

  func check(_ code: CURLcode) throws(HTTPError) {
    guard code == CURLE_OK else { throw Self.unset(code) }
  }

  private static func unset(_ code: CURLcode) -> HTTPError {
    HTTPError(
      .badRequest, wasSent: false, message: "The request cannot be sent: libcurl does not take it.",
      detail: String(cString: curl_easy_strerror(code)))
  }
}
