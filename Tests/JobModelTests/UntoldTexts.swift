/// What the catalogue need not have, with the reason.
enum UntoldTexts {
  /// Files and folders below `Sources/`.
  static let places: [(path: String, reason: String)] = administrators + formats

  private static let administrators = [
    ("SpoolCommands/", "the command line is in English"),
    ("JobProcessing/Configuration/", "rowspool.yaml"),
    ("JobProcessing/Notification/MailMessage.swift", "headers of a mail"),
    ("JobProcessing/Notification/NotificationDesk.swift", "the log"),
    ("JobProcessing/Server/", "the log"),
    ("JobProcessing/Threads/", "threads do not talk to people"),
    ("JobProcessing/Views/ServerPresence.swift", "the command line"),
    ("JobProcessing/Views/SpoolCheckup", "doctor"),
    ("JobProcessing/Views/SpoolView.swift", "the command line"),
    ("JobProcessing/Views/Workflow", "check"),
    ("JobProcessing/FillIn/FillInFolders.swift", "the log"),
    ("JobProcessing/FrontDesk/CheckDesk.swift", "check"),
    ("Spool/", "errors of the disk, for the log and the command line"),
    ("ContentDigest/", "errors of the disk"),
    ("ZipArchive/", "the reader of drops says it in its own words"),
    ("Results/ResultsError.swift", "errors of the disk"),
    ("Workflows/Definition/", "workflow.yaml"),
    ("Workflows/Filling/", "workflow.yaml"),
    ("Workflows/Services/KeySource+reading.swift", "services.yaml"),
    ("Workflows/Services/ServiceDefinition.swift", "services.yaml"),
    ("Workflows/Services/WorkflowServices.swift", "services.yaml"),
    ("Workflows/Services/YAMLValue+service.swift", "services.yaml"),
    ("Workflows/Notification/", "notifiers.yaml, and the log"),
    ("Workflows/Steps/CommandStep+checking.swift", "workflow.yaml"),
    ("Workflows/Steps/Dify/DifyStep+checking.swift", "workflow.yaml"),
    ("Workflows/Steps/Dify/Import/", "the command line"),
    ("Workflows/Steps/HTTP/Recipe/", "workflow.yaml"),
    ("Workflows/YAML/", "workflow.yaml"),
    ("Containment/", "errors of children: the log, and the details of a failure"),
    ("JobModel/PictureRequest.swift", "the protocol of picture children"),
    ("rowspool-images/", "arguments of a child"),
  ]

  private static let formats = [
    ("JobModel/IgnoredNames.swift", "names of files"),
    ("SpoolWeb/Access/AccessDesk.swift", "the log"),
    ("SpoolWeb/Access/AccessDesk+admission.swift", "what codes are made of"),
    ("SpoolWeb/Access/LoginRoutes.swift", "the log"),
    ("SpoolWeb/Access/AccessOptions.swift", "the command line"),
    ("SpoolWeb/Access/PrivateFile.swift", "the command line"),
    ("SpoolWeb/Access/TokenFile.swift", "the command line"),
    ("SpoolWeb/Access/WebKey.swift", "the command line"),
    ("SpoolWeb/Access/HeadersMiddleware.swift", "fields of HTTP"),
    ("SpoolWeb/Access/HTTPFieldName+page.swift", "fields of HTTP"),
    ("SpoolWeb/Job/FileAnswer.swift", "fields of HTTP"),
    ("SpoolWeb/Requests/ContentDisposition.swift", "fields of HTTP"),
    ("SpoolWeb/Metrics/", "for administrators and their programs"),
    ("JobProcessing/FrontDesk/FrontDesk+measurements.swift", "for administrators and their programs"),
    ("SpoolWeb/Pages/AssetRoutes.swift", "fields of HTTP"),
    ("SpoolWeb/Live/Event", "the form of an event stream"),
    ("SpoolWeb/Pages/WebFile.swift", "media types"),
    ("JobProcessing/Orders/ControlAnswers.swift", "names of files"),
    ("JobProcessing/Orders/JobNaming.swift", "names of files"),
    ("Results/DateLook.swift", "number formats of spreadsheets"),
    ("RowReading/Workbook/Formats/", "number formats of spreadsheets"),
    ("Workflows/Steps/Dify/DifyFileKind.swift", "endings of files"),
    ("Workflows/Steps/Dify/DifyRule.swift", "words of the service"),
    ("RowReading/Workbook/XML/", "details of faults"),
    ("ImageProcessing/VipsError.swift", "words of the picture library"),
    ("Workflows/Steps/BoundedCommands.swift", "details of faults"),
    ("Workflows/Steps/HTTP/Answers/", "details of faults"),
  ]

  /// Names, keys and marks that look like words.
  static let texts: Set = [
    // Properties and columns of workbooks, by which they are known again.
    "rowspool key", "rowspool marked", "⚠ What is wrong", "rowspool workflow", "rowspool version", "rowspool job",
    "rowspool preset",
    "rowspool input columns", "rowspool ticket:", "rowspool results 1",
    "text/html; charset=utf-8", "Insufficient Storage",
    // The log.
    "a request failed: {1}", "The samples could not be checked: {1}",
    // What was being done when the disk failed.
    "writing a link", "writing a line", "setting the filter", "adding the rule of a column", "setting a column's width",
    "writing a cell", "writing the hidden sheet",
    "setting the property {1}",
    // The log, and records of orders.
    "{1} MiB free, less than the {2} MiB that must be", "job committed", "{1} rows",
    "start rows", "use the spool", "Job {1} has lost its workflow.yaml and cannot run.",
    "The disk of the spool is full. No row starts until there is room; no row is failed for it.",
    // Details of a failure, which are for the log.
    "The answer was {1}.", "No event came.", "HTTP status {1}{2}", "error event: status {1}, code '{2}': {3}",
    "status {1} from {2}", "it is empty", "it is a web page", "more than {1} values",
    "wait for a free place", "the program", "this machine",
    // The title of a page.
    "rowspool – {1}",
    // Parts of requests.
    "Bearer {1}", "Content-Disposition: form-data; name={1}; filename={2}", "text/plain; charset=utf-8",
    // Errors without words of ours.
    "error {1}", "{1} at byte {2}", "no relationship",
    // workflow.yaml.
    "'{1}' cannot be used: {2}",
    // Details of faults.
    "no data",
    // Other programs' marks, and formats.
    "<!DOCTYPE html", "<!doctype html", "<!DOCTYPE svg", "PowerPoint Document", "WPS Office", "yyyy-mm-dd hh:mm:ss",
  ]

  static func covers(_ text: SourceTexts.Text) -> Bool {
    texts.contains(text.literal.pattern) || places.contains { text.file.hasPrefix($0.path) }
  }
}
