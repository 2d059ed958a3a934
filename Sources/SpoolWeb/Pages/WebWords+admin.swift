import JobModel

/// The words of `/admin`. What an administrator is told of the machine, of files and of settings stays in English.
extension WebWords {
  static let admin: [String: Message] = [
    "adminRows": "Rows at once", "adminRowsAll": "All jobs together", "adminOfWorkflow": "Workflow",
    "adminLimit": "Limit", "adminConfigured": "Configured", "adminSave": "Save", "adminServices": "Services",
    "adminNoServices": "No job has needed a service yet.", "adminWorkflows": "Workflows and presets",
    "adminStorage": "Storage", "adminDoctor": "Health of this machine", "adminSettings": "Settings in force",
    "adminKey": "Setting", "adminValue": "Value", "adminOrigin": "Set in", "adminRefresh": "Look again",
    "adminPreset": "Preset", "adminName": "Name", "adminTitleEnglish": "Title in English",
    "adminTitleChinese": "Title in Chinese", "adminAsText": "The whole file as text", "adminCancel": "Cancel",
    "adminLoading": "One moment …", "adminFolder": "Folder", "adminSize": "Size", "adminFiles": "Files",
    "adminLimitHelp": "Empty: as configured. A change holds for all jobs at once, and after a restart too.",
    "adminValuesHelp": "Empty fields are left to the row.",
    "adminService": "Service", "adminState": "State", "adminLoad": "Rows", "adminSince": "Since",
    "adminNextTry": "Next try",
  ]

  static let adminScripts: [String: Message] = [
    "adminPaused": "Everything is paused", "adminRunning": "Rows start as they can",
    "adminPauseAll": "Pause everything", "adminResumeAll": "Let everything go on",
    "adminPauseQuestion": "No further row of any job starts until you let everything go on. Running rows end.",
    "adminSaved": "The limits were changed.", "adminGreen": "Works", "adminYellow": "Slowed down",
    "adminRed": "On hold",
    "adminTryNow": "Try now", "adminTried": "The next row tries the service '{1}'.",
    "adminRowsOf": "{1} of {2}", "adminRowsWaiting": "{1} wait", "adminNone": "none",
    "adminEdit": "Edit", "adminRemove": "Remove", "adminUp": "Up", "adminDown": "Down", "adminAdd": "Add a preset",
    "adminRemoveQuestion": "Remove the preset '{1}'? Jobs that use it keep their copies.",
    "adminRemoved": "The preset '{1}' was removed.", "adminPresetSaved": "The preset '{1}' was saved.",
    "adminNewPreset": "New preset for {1}", "adminEditPreset": "Preset {1} of {2}",
    "adminGood": "In order", "adminRemark": "Remark", "adminFault": "Fault", "adminDefault": "default",
    "adminFreeOf": "{1} free of {2}", "adminMoreFiles": "room for {1} more files",
    "adminAtLeast": "at least {1}", "adminForEver": "Finished jobs are kept until somebody clears them: {1}.",
    "adminKept": "Finished jobs are cleared after {1} days. There are {2}; within a week {3} are cleared.",
    "adminNextDue": "The next is due {1}.", "adminNothing": "Nothing to report.",
  ]
}
