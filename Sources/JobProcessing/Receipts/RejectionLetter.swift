import JobModel
import Results
import Spool

/// The text beside a drop that was given back: first the cause, then the cells, then what to do and where help is.
struct RejectionLetter {
  let record: RejectionRecord
  let names: RejectedNames

  /// More cells than anybody goes through in a text.
  private static let mostCells = 50

  var text: String {
    [causes, cells, nextStep, help].filter { !$0.isEmpty }.map { $0.text(in: record.language) }
      .joined(separator: "\n\n")
  }

  private var causes: Message {
    .lines(record.reasons.isEmpty ? ["The drop could not be taken."] : record.reasons)
  }

  private var cells: Message {
    let shown = record.problems.problems.prefix(Self.mostCells)
    let rest = record.problems.count - shown.count
    let more: Message =
      if rest == 0 {
        ""
      } else if let marked = names.marked {
        "… and \(rest) more, all marked in “\(marked)”."
      } else {
        "… and \(rest) more."
      }
    return .lines(shown.map(\.sentence) + [more])
  }

  private var nextStep: Message {
    let kept: Message = "Nothing of it was run. “\(names.drop)” lies here as it was dropped."
    guard let marked = names.marked else { return kept }
    guard record.hasMarks else {
      return .lines(["“\(marked)” beside this text holds the same table with a sheet that says this.", kept])
    }
    let target: Message =
      if let folder = record.folder {
        "the folder “\(folder)”"
      } else {
        "the drop folder"
      }
    return .lines([
      """
      What to do: open “\(marked)” beside this text. What is to be corrected is orange there, with a comment. Correct \
      it, save it, and copy it into \(target) again.
      """,
      kept,
    ])
  }

  private var help: Message {
    guard let workflow = record.workflow else { return "" }
    return "How to fill in the columns: see “\(FillInFolders.name(of: workflow))” in the drop folder “\(workflow)”."
  }
}
