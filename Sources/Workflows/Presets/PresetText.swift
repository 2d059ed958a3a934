import ContentDigest
import JobModel

/// A preset as it stands in its file, for those who change it. The file may have mistakes.
package struct PresetText: Hashable, Sendable {
  package struct Value: Hashable, Sendable {
    /// The column's name.
    package var column: String
    /// As a person would write it in a cell.
    package var text: String

    package init(column: String, text: String) {
      self.column = column
      self.text = text
    }
  }

  package var name: String
  package var text: String
  /// Changes with each change of the file.
  package var revision: String
  package var titles = Titles()
  /// In the order of the file.
  package var values: [Value] = []
  /// Whether it also sets what only its text shows: `with`, `settings`.
  package var hasMore = false

  init(name: String, text: String) throws {
    self.name = name
    self.text = text
    revision = String(try ContentDigest.of(Array(text.utf8)).prefix(32))
    let fields = YAMLDocument.read(text, problems: ProblemList(file: name))?.fields(known: Preset.keys)
    guard let fields else { return }
    titles = Titles(fields["titles"])
    values = (fields["values"]?.members ?? []).map { key, value in
      Value(column: key, text: value.writtenText ?? value.json().plainText)
    }
    hasMore = fields["with"] != nil || fields["settings"] != nil
  }
}
