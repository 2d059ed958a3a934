package import JobModel
import SystemPackage

/// Names of the files that a job hands over.
package enum ResultsNames {
  /// `<name>-results.xlsx`, the name at most 80 bytes.
  package static func workbook(for jobName: String) -> String {
    stem(of: jobName) + "-results.xlsx"
  }

  /// `<name>-results.zip`.
  package static func archive(for jobName: String) -> String {
    stem(of: jobName) + "-results.zip"
  }

  /// `<name>-marked.xlsx`: the operator's table with its bad cells marked.
  ///
  /// - Parameter dropName: with its extension.
  package static func marked(for dropName: String, _ language: Language) -> String {
    PortableName.make(FilePath(dropName).stem ?? dropName, maximumBytes: 80, fallback: "job") + markedEnding(language)
  }

  package static func markedEnding(_ language: Language) -> String {
    language == .english ? "-marked.xlsx" : "-已标注.xlsx"
  }

  /// `<row>-<label>-<column>.<extension>`, at most 120 bytes.
  ///
  /// - Parameters:
  ///   - label: the name of the row's input file without its extension, or its first text cell.
  ///   - index: counts from 0 the files of one row and column; from the second on it stands in the name, so that
  ///     names of a job differ by construction.
  package static func file(row: Int, label: String, column: String, index: Int = 0, extension: String) -> String {
    let column = PortableName.make(column, maximumBytes: 40, fallback: "result")
    let ending = `extension`.isEmpty ? "" : "." + PortableName.make(`extension`, maximumBytes: 10, fallback: "bin")
    let place = index == 0 ? "-\(column)" : "-\(column)-\(index + 1)"
    return "\(row)-" + PortableName.make(label, ending: place + ending, maximumBytes: 119 - String(row).utf8.count)
  }

  /// Results that are dropped back have results of the same name.
  private static func stem(of jobName: String) -> String {
    let ending = "-results"
    let name = jobName.hasSuffix(ending) ? String(jobName.dropLast(ending.count)) : jobName
    return PortableName.make(name, maximumBytes: 80, fallback: "job")
  }
}
