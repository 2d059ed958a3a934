import JobModel
import Results

/// The lines of the Settings sheet. Their keys are those that `SettingKey` reads.
struct FillInSettings {
  let language: Language

  private func line(_ key: (String, String), _ help: (String, String), _ choices: [String] = []) -> FillInForm.Setting {
    language == .english
      ? FillInForm.Setting(key: key.0, help: help.0, choices: choices)
      : FillInForm.Setting(key: key.1, help: help.1, choices: choices)
  }

  func all(presets: [String]) -> [FillInForm.Setting] {
    var lines = [
      line(
        ("priority", "优先级"), ("1 (first) to 9 (last); 5 if empty.", "1（最先）到 9（最后）；留空为 5。"),
        (1...9).map(String.init)),
      line(
        ("start-at", "开始时间"),
        (
          "Such as 2026-11-21 18:30; 'ask' waits until somebody resumes the job; empty: at once.",
          "如 2026-11-21 18:30；填 ask 则等待有人点“继续”；留空立即开始。"
        )),
      line(
        ("concurrency", "并发"), ("Rows at the same time; empty: as many as the workflow allows.", "同时处理的行数；留空按流程设置。")),
      line(("retries", "重试次数"), ("Further attempts at a row that fails; 3 if empty.", "失败后再试的次数；留空为 3。")),
      line(
        ("trial-rows", "试跑行数"),
        ("Only so many rows run first; the others wait until somebody resumes the job.", "先只跑这些行，其余等有人点“继续”。")),
      line(
        ("bad-rows", "坏行"),
        (
          "skip: rows that cannot be used are left out; reject: one of them sends the whole workbook back.",
          "跳过：不可用的行不处理；拒绝：有一行不可用就退回整个表格。"
        ),
        language == .english ? ["skip", "reject"] : ["跳过", "拒绝"]),
      line(("notify", "通知"), ("Whom to tell when the job ends.", "完成后通知谁。")),
      line(("name", "姓名"), ("Your name, for the list of jobs.", "您的姓名，显示在任务列表中。")),
    ]
    if !presets.isEmpty {
      lines.insert(
        line(("preset", "预设"), ("A named set of values for all rows.", "一组命名的取值，用于所有行。"), presets), at: 0)
    }
    return lines
  }
}
