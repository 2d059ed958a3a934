internal import CLibCurl

/// What libcurl calls. Each finds its object in the context and hands on.
enum TransferCallbacks {
  static func install(_ transfer: Transfer, on handle: EasyHandle) throws(HTTPError) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    try handle.check(rowspool_set_private(handle.easy, context))
    try handle.check(rowspool_set_header_writer(handle.easy, takeHeader, context))
    try handle.check(rowspool_set_writer(handle.easy, takeBody, context))
    try handle.check(rowspool_set_socket_opener(handle.easy, openSocket, context))
    try handle.check(rowspool_set_sending_guard(handle.easy, beforeSending, context))
  }

  static func install(_ source: BodySource, on handle: EasyHandle) throws(HTTPError) {
    let context = Unmanaged.passUnretained(source).toOpaque()
    try handle.check(rowspool_set_reader(handle.easy, readPart, seekPart, context))
  }

  private static let takeHeader: curl_write_callback = { bytes, size, count, context in
    guard let transfer = object(Transfer.self, context), let bytes else { return rowspool_write_error }
    return transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
      ? size * count : rowspool_write_error
  }

  private static let takeBody: curl_write_callback = { bytes, size, count, context in
    // libcurl tells of an empty body too.
    guard size * count > 0 else { return 0 }
    guard let transfer = object(Transfer.self, context), let bytes else { return rowspool_write_error }
    switch transfer.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) {
    case .goOn: return size * count
    case .wait: return rowspool_write_pause
    case .stop: return rowspool_write_error
    }
  }

  private static let openSocket: curl_opensocket_callback = { context, _, address in
    guard let transfer = object(Transfer.self, context), let address else { return rowspool_no_socket }
    let bytes = withUnsafeMutablePointer(to: &address.pointee.addr) {
      UnsafeRawBufferPointer(start: $0, count: Int(address.pointee.addrlen))
    }
    return transfer.mayConnect(to: bytes) ? rowspool_open_socket(address) : rowspool_no_socket
  }

  private static let beforeSending: curl_prereq_callback = { context, address, _, _, _ in
    guard let transfer = object(Transfer.self, context), let address else { return CURL_PREREQFUNC_ABORT }
    return transfer.maySend(to: String(cString: address)) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
  }

  static let readPart: curl_read_callback = { buffer, size, count, context in
    guard let source = object(BodySource.self, context), let buffer else { return rowspool_read_abort }
    return source.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count)) ?? rowspool_read_abort
  }

  static let seekPart: curl_seek_callback = { context, offset, origin in
    guard let source = object(BodySource.self, context), origin == SEEK_SET else { return CURL_SEEKFUNC_FAIL }
    return source.seek(to: Int(offset)) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
  }

  static let releasePart: curl_free_callback = { context in
    guard let context else { return }
    Unmanaged<BodySource>.fromOpaque(context).release()
  }

  private static func object<Object: AnyObject>(
    _ type: Object.Type, _ context: UnsafeMutableRawPointer?
  ) -> Object? {
    context.map { Unmanaged<Object>.fromOpaque($0).takeUnretainedValue() }
  }
}
