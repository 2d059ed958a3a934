import JobModel
import Workflows

/// What the texts in a drop folder say, in every language, the operators' own first.
struct DropFolderText {
  let workflow: WorkflowDefinition
  /// Names of the preset folders.
  let presets: [String]
  let language: Language

  /// What the folder is for and how it is used.
  var readMe: String {
    inEachLanguage { language in
      ([title, workflow.description.text(language).map(Message.init(verbatim:)) ?? "", ""] + steps)
        .map { $0.text(in: language) }
    }
  }

  private var title: Message { "\(workflow.titles.message(or: workflow.id)) (\(workflow.id))" }

  private var template: String { FillInFolders.name(of: workflow.id) }

  private var takesPicturesAlone: Bool {
    let required = workflow.columns.filter { $0.required && $0.default == nil }
    return workflow.columns.contains { $0.type == .image } && required.allSatisfy { $0.type == .image }
  }

  private var steps: [Message] {
    var steps: [Message] = [
      "1. Open “\(template)”, fill in one row for each task, and save it under another name.",
      "2. Close it, and copy it into this folder. Files that its rows name go with it: put them and the workbook into one folder, and copy that.",
    ]
    if takesPicturesAlone {
      steps.append("   Pictures may also be copied here without a workbook: each of them is a task.")
    }
    if !presets.isEmpty {
      steps.append("   In the folders below, values are set already: \(Message.list(presets)).")
    }
    return steps + [
      "3. Within seconds the file disappears from here, and a folder for it appears in “outgoing”. Open STATUS.html there to watch.",
      "4. The results come into the same folder: a workbook, a ZIP, and the files.",
      "What cannot be taken comes back in “rejected”, with a text that says why.",
    ]
  }

  /// Beside a workbook to fill in that was filled in under its own name.
  var saveAs: String {
    inEachLanguage { language in
      let sentences: [Message] = [
        "“\(template)” was changed. It is only a template and is never started.",
        "To start it, save it under another name in this folder; then delete the changed template: a new one comes by itself.",
        "Nothing in it was touched.",
      ]
      return sentences.map { $0.text(in: language) }
    }
  }

  private func inEachLanguage(_ lines: (Language) -> [String]) -> String {
    Message.inEachLanguage(language) { lines($0).joined(separator: "\n") }
  }
}
