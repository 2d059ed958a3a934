/// The files of `Files/`, which lie in the program itself: templates for pages, and what browsers load.
enum WebFile {
  /// By template name.
  static let templates: [(String, String)] = [
    ("frame-start", text(PackageResources.frame_start_mustache)),
    ("frame-end", text(PackageResources.frame_end_mustache)),
    ("jobs", text(PackageResources.jobs_mustache)),
    ("failure", text(PackageResources.failure_mustache)),
    ("login", text(PackageResources.login_mustache)),
    ("you", text(PackageResources.you_mustache)),
    ("admin", text(PackageResources.admin_mustache)),
    ("start", text(PackageResources.start_mustache)),
    ("job", text(PackageResources.job_mustache)), ("job-head", text(PackageResources.job_head_mustache)),
  ]

  struct Asset: Sendable {
    var bytes: [UInt8]
    var type: String
  }

  /// By name below `/assets/`.
  static let assets: [String: Asset] = [
    "page.css": Asset(bytes: PackageResources.page_css, type: "text/css; charset=utf-8"),
    "jobs.css": Asset(bytes: PackageResources.jobs_css, type: "text/css; charset=utf-8"),
    "jobs.js": Asset(bytes: PackageResources.jobs_js, type: "text/javascript; charset=utf-8"),
    "jobs-sums.js": Asset(bytes: PackageResources.jobs_sums_js, type: "text/javascript; charset=utf-8"),
    "live.js": Asset(bytes: PackageResources.live_js, type: "text/javascript; charset=utf-8"),
    "page.js": Asset(bytes: PackageResources.page_js, type: "text/javascript; charset=utf-8"),
    "login.js": Asset(bytes: PackageResources.login_js, type: "text/javascript; charset=utf-8"),
    "admin.css": Asset(bytes: PackageResources.admin_css, type: "text/css; charset=utf-8"),
    "admin.js": Asset(bytes: PackageResources.admin_js, type: "text/javascript; charset=utf-8"),
    "submit.css": Asset(bytes: PackageResources.submit_css, type: "text/css; charset=utf-8"),
    "submit.js": Asset(bytes: PackageResources.submit_js, type: "text/javascript; charset=utf-8"),
    "submit-card.js": Asset(bytes: PackageResources.submit_card_js, type: "text/javascript; charset=utf-8"),
    "submit-recent.js": Asset(bytes: PackageResources.submit_recent_js, type: "text/javascript; charset=utf-8"),
    "job.css": Asset(bytes: PackageResources.job_css, type: "text/css; charset=utf-8"),
    "job.js": Asset(bytes: PackageResources.job_js, type: "text/javascript; charset=utf-8"),
    "job-rows.js": Asset(bytes: PackageResources.job_rows_js, type: "text/javascript; charset=utf-8"),
    "job-limits.js": Asset(bytes: PackageResources.job_limits_js, type: "text/javascript; charset=utf-8"),
    "job-form.js": Asset(bytes: PackageResources.job_form_js, type: "text/javascript; charset=utf-8"),
    "job-edit.js": Asset(bytes: PackageResources.job_edit_js, type: "text/javascript; charset=utf-8"),
    "job-edits.js": Asset(bytes: PackageResources.job_edits_js, type: "text/javascript; charset=utf-8"),
    "job-run.js": Asset(bytes: PackageResources.job_run_js, type: "text/javascript; charset=utf-8"),
    "job-grid.js": Asset(bytes: PackageResources.job_grid_js, type: "text/javascript; charset=utf-8"),
    "job-viewer.js": Asset(bytes: PackageResources.job_viewer_js, type: "text/javascript; charset=utf-8"),
    "icon.svg": Asset(bytes: PackageResources.icon_svg, type: "image/svg+xml"),
  ]

  /// Changes with any of the assets, so that browsers may keep them for ever.
  static let version: String = {
    // FNV-1a: it has to differ, not to withstand anybody.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for name in assets.keys.sorted() {
      for byte in assets[name]?.bytes ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return String(hash, radix: 36)
  }()

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
