package import JobModel

/// A drop, or a part of it, that cannot be read.
package struct ReadingError: Error, Hashable, CustomStringConvertible {
  /// A stable word for the cause, in the message catalogue and in tests (`password`, `not-a-workbook`).
  package var code: String
  /// One or two sentences for an office worker: what is wrong, where (file, sheet, cell), what to do. It names the
  /// file, never a full path.
  package var message: Message
  /// What the library said, for administrators.
  package var detail: String?

  package init(_ code: String, _ message: Message, detail: String? = nil) {
    self.code = code
    self.message = message
    self.detail = detail
  }

  package var description: String { message.english }
}
