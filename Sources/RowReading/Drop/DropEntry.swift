package import JobModel

/// A file that lies in a drop.
package struct DropEntry: Hashable, Sendable {
  /// Path within the drop's folder; the file's own name where the drop is one file.
  package var path: FileName
  /// Bytes, as the folder or the ZIP's directory says.
  package var size: Int
  /// The entry's number in a ZIP, from 0; `nil` in a folder.
  package var zipIndex: Int?
  /// Which of the ZIPs within the drop holds it (`DropContents.zips`); `nil` where it lies in the drop itself.
  package var zip: Int?

  package init(path: FileName, size: Int, zipIndex: Int? = nil, zip: Int? = nil) {
    self.path = path
    self.size = size
    self.zipIndex = zipIndex
    self.zip = zip
  }

  package var name: FileName { path.last }
}

/// Something in a drop that was left out, or that is not as its name says.
package struct DropNote: Hashable, Sendable {
  /// A stable word for the message catalogue (`link`, `not-a-file`, `wrong-extension`).
  package var code: String
  package var path: FileName
  /// A sentence for the receipt.
  package var message: Message

  package init(_ code: String, _ path: FileName, _ message: Message) {
    self.code = code
    self.path = path
    self.message = message
  }
}

/// All that lies in a folder or a ZIP.
package struct DropListing: Sendable {
  package var entries: [DropEntry] = []
  package var notes: [DropNote] = []

  package init(entries: [DropEntry] = [], notes: [DropNote] = []) {
    self.entries = entries
    self.notes = notes
  }
}
