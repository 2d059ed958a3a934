import JobModel
import Results

extension WebWords {
  /// Words of a job's page.
  static let job: [String: Message] = [
    "allJobs": "All jobs", "rowsTab": "Row by row", "picturesTab": "Pictures", "logTab": "What happened",
    "detailsTab": "Details", "sections": "Parts of this page", "state": "Status", "anyState": "All rows",
    "searchRows": "Search in the rows", "mark": "Mark", "anyMark": "Marked or not",
    "markedGood": "Marked ✓", "markedBad": "Marked ✗", "notMarked": "Not marked", "rowNumber": "Row",
    "content": "Content", "result": "Result", "attempts": "Attempts", "more": "Show more",
    "runBadAgain": "Run those marked ✗ again", "zipGood": "ZIP of those marked ✓", "zipBad": "ZIP of those marked ✗",
    "marksHint":
      """
    Marks are kept with the job. They stand in the results workbook, in a column of their own, from the next time \
    it is written: when the job ends, or when you choose “Write the results now”.
    """,
    "reading": "The drop is being read and checked. Its rows appear here when that is done.",
    "rejectedHint": "Nothing of it has run. Correct the file and hand it in again.",
    "cellsToCorrect": "Cells to correct", "close": "Close", "previous": "Previous picture",
    "next": "Next picture", "larger": "Larger", "smaller": "Smaller", "fit": "Fit to the window",
    "fullSize": "Real size", "compare": "Compare with a slider", "good": "Good", "bad": "Not good",
    "sliderLabel": "How much of the original is shown", "save": "Save", "runAgain": "Run again …",
    "edit": "Edit …",
    "keys":
      """
    Keys: ← → other picture, ↑ ↓ its edits, E edit, + − larger and smaller, 0 fit, 1 real size, C compare, G good, \
    B not good, Esc close.
    """,
    "logFilter": "Search in what happened", "anyEvent": "Everything", "rowEvents": "Troubles with rows",
    "orderEvents": "Orders", "cancel": "Cancel", "original": "Original", "runShown": "Run these again …",
    "edits": "Edits", "shortcuts": "Keys", "limits": "Priority and limits", "priority": "Priority",
    "atOnce": "Rows at once", "maxCost": "Cost ceiling", "change": "Change",
  ]

  /// Words of its scripts.
  static let jobScripts: [String: Message] = {
    var words: [String: Message] = [
      "row": "Row {1}", "nextIn": "next attempt in {1}", "nextNow": "next attempt now", "second": "{1} s",
      "minute": "{1} min", "hour": "{1} h", "shown": "{1} of {2} rows are shown.",
      "shownSome": "{1} rows are shown.", "searching": "{1} % of the rows are looked through …",
      "none": "No row matches.", "noPictures": "No pictures match.", "inputs": "What it was given",
      "outputs": "What came of it", "attemptsOf": "What happened", "technical": "For your administrator",
      "runAgain": "Run again …", "edit": "Edit …", "ranAgain": "{1} rows are queued again.",
      "good": "Good", "bad": "Not good",
      "runTitle": "Run again with changes",
      "runHint":
        "Only what you change here is changed. With no change the row runs again as it is, from its first step.",
      "run": "Run", "runOne": "Run 1 row again", "runMany": "Run {1} rows again",
      "runManyHint": "These are all rows of: {1}. They run again from their first step; their results are replaced.",
      "runAllHint": "All rows of this job run again from their first step; their results are replaced.",
      "runManyHintSome":
        """
      {2} rows are shown by: {1}. The {3} of them that have ended run again from their first step; their results are \
      replaced.
      """,
      "noneEnded": "No row that is shown has ended, so there is nothing to run again.", "allRows": "All rows",
      "withPictures": "With pictures",
      "markedGood": "Marked ✓", "markedBad": "Marked ✗", "notMarked": "Not marked",
      "changeAll": "Change values in all of them", "moreFields": "Further fields", "oneALine": "One a line.",
      "keepAs": "as it is", "required": "needed", "file": "A file cannot be changed here.",
      "being": "The results are being written. The download starts when they are there.",
      "original": "Original", "result": "Result", "video": "Video", "pictureOf": "{1} of {2}",
      "editTitle": "Edit this picture",
      "editHint":
        "Choose what to do with it. The result becomes a job of one row, which is shown beside it when it is done.",
      "workflow": "What to do with it", "preset": "Preset", "noPreset": "Without a preset", "start": "Start",
      "noWorkflows": "No workflow takes a picture.",
      "edited": "The edit was started. It appears with the picture as soon as it is done.",
      "edits": "Edits", "editOf": "Edit: {1}", "editFrom": "The picture it began with",
      "editJob": "Its own page", "editRead": "Being read", "noSuchPicture": "This picture is not there any more.",
      "copyOf": "Taken over from job {1}, row {2}", "noLog": "Nothing matches.", "eventStart": "Attempt {1} began",
      "eventSent": "Sent to the service (step {1})", "eventRemote": "The service has begun (step {1})",
      "eventStep": "Step {1} is done", "eventEnd": "Ended: {1}", "eventInterrupted": "Cut off",
      "eventReleased": "Given back at a stop of the server", "eventRequeue": "Queued again by {1}",
      "yes": "Yes", "no": "No", "unset": "(empty)", "lost": "The server does not answer. What you see may be old.",
    ]
    for state in ResultState.allCases { words["state-\(state.rawValue)"] = state.title }
    return words
  }()
}
