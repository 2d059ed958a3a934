import JobModel

extension WebWords {
  /// Of the first page.
  static let start: [String: Message] = [
    "noWorkflows": "There is no workflow yet. The administrator adds them.",
    "chooseWorkflow": "What is to be done?", "findWorkflow": "Find a workflow",
    "byFiles": "Many rows: a table, pictures, a folder or a ZIP", "chooseFiles": "Choose files",
    "chooseFolder": "Choose a folder", "dropHere": "Or drag workbooks, CSV files, pictures, folders or ZIPs here.",
    "columnsAre": "Columns (* must be filled in):", "template": "Template to fill in (Excel)",
    "handInFiles": "Hand in the files", "byRow": "One row: fill it in here", "handInRow": "Hand in this row",
    "required": "Must be filled in", "oneALine": "One a line.", "yes": "yes", "no": "no",
    "settings": "Settings", "preset": "Preset", "noPreset": "None", "start": "Start",
    "startChecked": "At once, if the check finds nothing wrong",
    "startNow": "At once, without the rows that cannot be used",
    "startAsk": "When I say so", "startTime": "At a time", "priority": "Priority", "usual": "As usual",
    "first": "(first)", "last": "(last)", "badRows": "Rows that cannot be used",
    "badRowsSkip": "Leave them out", "badRowsReject": "Give the whole file back", "concurrency": "Rows at once",
    "retries": "Attempts after the first", "trial": "Try only so many rows first", "maxCost": "Cost ceiling",
    "handedIn": "Handed in", "recent": "Latest jobs",
  ]

  /// Of its scripts.
  static let startScripts = states.merging([
    "filesChosen": "{1} files", "removeFile": "Remove", "nothingChosen": "Choose a file first, or drag one here.",
    "tooLarge": "“{1}” is larger than may be sent at once ({2}).", "fillIn": "Please fill this in.",
    "oneRow": "One row", "sending": "Sending: {1} %", "cancelSending": "Cancel", "sendingCancelled": "Not sent.",
    "checkingNow": "Is being checked…", "tryAgain": "Try again",
    "sendFailed": "It could not be sent: the connection was lost.",
    "rowsFound": "{1} rows", "rowFound": "1 row", "badRowsFound": "{1} of them cannot be used", "sheet": "Sheet: {1}",
    "headerRow": "header in row {1}", "encoding": "Encoding: {1}", "estimatedTime": "About {1}",
    "estimatedCost": "Costs about {1}",
    "startIt": "Start", "startRest": "Start without the bad rows", "discard": "Discard",
    "discardQuestion": "Discard “{1}”? Nothing of it is run.", "discarded": "Discarded.",
    "waitsForYou": "Waits until you start it.",
    "rejected": "Not taken", "rejectedKept": "Nothing of it was run. Correct it and hand it in again.",
    "moreProblems": "… and {1} more.", "cell": "Cell", "problem": "What is wrong", "openJob": "Open the job",
    "problemsFound": "{1} problems", "alreadyHandedIn": "This was handed in already.", "dismiss": "Close",
    "seconds": "{1} s", "minutes": "{1} min", "hours": "{1} h {2} min", "showProblems": "Show what is wrong",
    "rowsDone": "{1} of {2} rows",
  ]) { $1 }

  private static let states = Dictionary(
    uniqueKeysWithValues: JobState.allCases.map { ("state.\($0.rawValue)", $0.title) })
}
