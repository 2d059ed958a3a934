import JobModel

/// The words of the templates, by name.
enum PageWords {
  static let byLanguage: [Language: [String: String]] = {
    var byLanguage: [Language: [String: String]] = [:]
    for language in Language.allCases { byLanguage[language] = all.mapValues { $0.text(in: language) } }
    return byLanguage
  }()

  private static let all: [String: Message] = general.merging(job) { $1 }.merging(index) { $1 }

  private static let general: [String: Message] = [
    "rows": "Rows", "row": "Row", "status": "Status", "left": "Time left", "since": "Since", "file": "File",
    "reason": "Reason", "written": "Last written", "updatedAgo": "Updated {1} ago", "updatedNow": "Just updated",
    "stale":
      """
    This page has not been written since {1}. Either the server is not running, or this folder is out of its reach. \
    Nothing is lost: the work goes on, and so does this page, when it is back.
    """,
    "stopped": "The server was stopped. What is not finished goes on when it is started again.",
    "unitSecond": "{1} s", "unitMinute": "{1} min", "unitHour": "{1} h", "unitDay": "{1} days",
  ]

  private static let job: [String: Message] = [
    "preview": "Pictures", "filter": "Show only", "search": "Search in rows and pictures", "everything": "All",
    "problems": "What went wrong", "firstRows": "First rows", "count": "Rows concerned",
    "cells": "Cells to correct", "problemRows": "Rows with problems", "allRows": "The first rows",
    "label": "Content", "attempts": "Attempts", "message": "Message", "next": "Next attempt", "details": "Details",
    "log": "What happened", "control": "Pause, resume, cancel, retry",
    "previous": "Previous picture", "nextPicture": "Next picture", "close": "Close", "original": "Original",
    "result": "Result", "nothing": "Nothing here matches.",
    "toPause": "no further row starts; running rows come to their end",
    "toResume": "the job goes on; also starts one that waits for its time",
    "toCancel": "the job ends now; what is done is kept",
    "toRetry": "failed and cancelled rows run again",
    "toResults": "the results so far are written into this folder",
    "toClear": "removes a finished job with all its files",
  ]

  private static let index: [String: Message] = [
    "title": "Jobs", "noJobs": "There are no jobs yet. Copy a filled-in workbook into a folder of 'incoming'.",
    "incoming": "Waiting in 'incoming'",
    "rejected": "Given back in 'rejected'", "services": "Services on hold",
    "rejectedHint": "Correct the file and copy it into 'incoming' again.",
  ]
}
