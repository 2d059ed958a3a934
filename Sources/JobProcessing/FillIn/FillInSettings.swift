import JobModel
import Results

/// The lines of the Settings sheet. Their keys are those that `SettingKey` reads.
struct FillInSettings {
  let language: Language

  private func line(_ key: Message, _ help: Message, _ choices: [Message] = []) -> FillInForm.Setting {
    FillInForm.Setting(
      key: key.text(in: language), help: help.text(in: language), choices: choices.map { $0.text(in: language) })
  }

  func all(presets: [String]) -> [FillInForm.Setting] {
    var lines = [
      line(
        "priority", "1 (first) to 9 (last); 5 if empty.", (1...9).map { Message(verbatim: String($0)) }),
      line(
        "start-at", "Such as 2026-11-21 18:30; 'ask' waits until somebody resumes the job; empty: at once."),
      line("concurrency", "Rows at the same time; empty: as many as the workflow allows."),
      line("retries", "Further attempts at a row that fails; 3 if empty."),
      line("trial-rows", "Only so many rows run first; the others wait until somebody resumes the job."),
      line(
        "bad-rows", "skip: rows that cannot be used are left out; reject: one of them sends the whole workbook back.",
        ["skip", "reject"]),
      line("notify", "Whom to tell when the job ends."),
      line("name", "Your name, for the list of jobs."),
    ]
    if !presets.isEmpty {
      lines.insert(
        line("preset", "A named set of values for all rows.", presets.map(Message.init(verbatim:))), at: 0)
    }
    return lines
  }
}
