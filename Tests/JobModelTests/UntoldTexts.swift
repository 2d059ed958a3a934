/// What the catalogue need not have, with the reason.
enum UntoldTexts {
  /// Files and folders below `Sources/`.
  static let places: [(path: String, reason: String)] = administrators + formats + notYet

  private static let administrators = [
    ("SpoolCommands/", "the command line is in English"),
    ("JobProcessing/Configuration/", "rowspool.yaml"),
    ("JobProcessing/Server/", "the log"),
    ("JobProcessing/Threads/", "threads do not talk to people"),
    ("JobProcessing/Views/ServerPresence.swift", "the command line"),
    ("JobProcessing/Views/SpoolCheckup", "doctor"),
    ("JobProcessing/Views/SpoolView.swift", "the command line"),
    ("JobProcessing/Views/Workflow", "check"),
    ("JobProcessing/FillIn/FillInFolders.swift", "the log"),
    ("Spool/", "errors of the disk, for the log and the command line"),
    ("ContentDigest/", "errors of the disk"),
    ("ZipArchive/", "the reader of drops says it in its own words"),
    ("Results/ResultsError.swift", "errors of the disk"),
    ("Workflows/Definition/", "workflow.yaml"),
    ("Workflows/Presets/PresetFolder.swift", "the command line"),
    ("Workflows/YAML/", "workflow.yaml"),
    ("JobModel/PictureRequest.swift", "the protocol of picture children"),
    ("rowspool-images/", "arguments of a child"),
  ]

  private static let formats = [
    ("JobModel/IgnoredNames.swift", "names of files"),
    ("Results/DateLook.swift", "number formats of spreadsheets"),
    ("RowReading/Workbook/Formats/", "number formats of spreadsheets"),
    ("RowReading/Workbook/XML/", "details of faults"),
    ("ImageProcessing/VipsError.swift", "words of the picture library"),
  ]

  private static let notYet = [
    ("Containment/", "not translated yet"),
    ("HTTPTransfer/", "not translated yet"),
    ("JobModel/TaskHistory.swift", "not translated yet"),
    ("JobProcessing/Running/", "not translated yet"),
    ("Workflows/BackEnds/", "not translated yet"),
    ("Workflows/Filling/", "not translated yet"),
    ("Workflows/Running/", "not translated yet"),
    ("Workflows/Services/", "not translated yet"),
    ("Workflows/Steps/", "not translated yet"),
  ]

  /// Names, keys and marks that look like words.
  static let texts: Set = [
    // Properties and columns of workbooks, by which they are known again.
    "rowspool key", "rowspool workflow", "rowspool version", "rowspool job", "rowspool columns",
    "rowspool input columns",
    // What was being done when the disk failed.
    "adding the rule of a column", "setting a column's width", "writing a cell", "setting the property {1}",
    // The log, and records of orders.
    "{1} MiB free, less than the {2} MiB that must be", "job committed", "{1} rows",
    // Errors without words of ours.
    "error {1}", "{1} at byte {2}", "no relationship",
    // Other programs' marks, and formats.
    "<!DOCTYPE html", "<!doctype html", "<!DOCTYPE svg", "PowerPoint Document", "WPS Office", "yyyy-mm-dd hh:mm:ss",
  ]

  static func covers(_ text: SourceTexts.Text) -> Bool {
    texts.contains(text.literal.pattern) || places.contains { text.file.hasPrefix($0.path) }
  }
}
