package import JobModel
package import Logging
package import Spool
package import SystemPackage
package import Workflows

/// What an administrator may set for a spool.
///
/// Values come from `rowspool.yaml` in the spool, from the environment (`ROWSPOOL_SETTLE_POLLED=10s` for
/// `settlePolled`) and from the command line; a later one of these wins. `Configuration+settings.swift` is the table
/// of all keys.
package struct Configuration: Sendable {
  package let spool: FilePath

  // MARK: Folders
  package var incoming: FilePath
  package var control: FilePath
  package var outgoing: FilePath
  package var rejected: FilePath
  /// How files and folders are made in these four.
  package var access = ShareAccess()
  /// Folders that hold workflows, the first that has a name wins.
  package var templates: [FilePath]
  /// Cleared jobs are kept here instead of being removed.
  package var archive: FilePath?

  // MARK: Rows
  /// The workflow of a drop that names none.
  package var defaultWorkflow: String?
  /// Rows at once of all jobs that work on this machine alone. Rows that use services are limited by those.
  package var concurrency = 32
  /// Rows at once, by workflow.
  package var workflowConcurrency: [String: Int] = [:]
  package var order = JobOrder.fair
  /// Attempts after the first.
  package var retries = 3
  /// The wait before each further attempt; the last one stands for all that follow.
  package var retryDelays: [Duration] = [.seconds(60), .seconds(300), .seconds(900)]
  /// The longest time for one attempt at a row.
  package var rowTimeout: Duration = .seconds(3600)
  package var badRows = JobSettings.BadRows.skip
  /// When a service that does not work is tried again; the last one stands for all that follow.
  package var probeDelays: [Duration] = BackEndRules().probeDelays
  /// How long rows wait for a service that does not work, before they fail.
  package var holdAtMost: Duration = BackEndRules().holdAtMost

  /// What is fetched of the web addresses in cells for pictures and files.
  package var fetching = FetchRules()

  // MARK: Intake
  /// How long a drop must be still on a local disk before it counts as whole.
  package var settle: Duration = .seconds(2)
  /// The same on a network or FUSE file system.
  package var settlePolled: Duration = .seconds(10)
  /// How often `incoming` is listed where no event tells of changes.
  package var pollIncoming: Duration = .seconds(5)
  /// The same for `control`.
  package var pollControl: Duration = .seconds(2)
  /// How often local folders are listed although events tell of changes.
  package var rescan: Duration = .seconds(60)
  /// Shell patterns of names that are no drops, besides the usual ones.
  package var ignore: [String] = []
  /// The same drop again within this time is not run again.
  package var dedupeWindow: Duration = .seconds(5)
  /// The same drop again is not run again while the first one is unfinished.
  package var dedupeWhileUnfinished = false
  /// The text encoding of all CSV files, where it shall not be found out.
  package var encoding: String?

  // MARK: Results and the machine
  /// How often the results so far of a long job are written.
  package var resultsEvery: Duration = .seconds(600)
  /// How long a finished job is kept before it is cleared; `nil`: until somebody clears it.
  package var keepResults: Duration? = .seconds(30 * 86_400)
  package var language = Language.english
  /// Where the page listens, as `host:port`; `off`: nowhere.
  package var web: String? = "127.0.0.1:8080"
  /// Who may use it.
  package var pageAccess: PageAccess
  /// Bytes that may be sent to the page at once, as one drop.
  package var uploadLimit = 2 << 30
  /// Bytes that must be free on the spool's disk before anything is taken in or started.
  package var minimumFree = 512 << 20
  /// How long running rows may go on after a stop was asked for.
  package var stopGrace: Duration = .seconds(10)
  /// Picture children at once.
  package var pictureWorkers: Int
  /// The largest picture, in pixels.
  package var picturePixels = 200_000_000
  package var logLevel = Logger.Level.info

  /// Where each value comes from that is not a default, by key.
  package internal(set) var origins: [String: ConfigurationOrigin] = [:]

  package enum JobOrder: String, Sendable, CaseIterable {
    /// Submitters and their jobs take turns.
    case fair
    /// The oldest job first.
    case fifo
  }

  /// The defaults for a spool.
  package init(spool: FilePath, machine: MachineFacts = .current) {
    let layout = SpoolLayout(root: spool)
    self.spool = spool
    incoming = layout.incoming
    control = layout.control
    outgoing = layout.outgoing
    rejected = layout.rejected
    templates = TemplateFolders.defaults(spool: spool, executable: machine.executable)
    pictureWorkers = machine.cores
    pageAccess = PageAccess(tokens: spool.appending("web-tokens"))
  }

  package var layout: SpoolLayout {
    var layout = SpoolLayout(root: spool)
    layout.incoming = incoming
    layout.control = control
    layout.outgoing = outgoing
    layout.rejected = rejected
    layout.access = access
    return layout
  }
}

/// Where a value was set.
package enum ConfigurationOrigin: Hashable, Sendable, CustomStringConvertible {
  case file(line: Int)
  /// By its name.
  case environment(String)
  /// By the flag as it was written.
  case flag(String)

  package var description: String {
    switch self {
    case .file(let line): "\(SpoolLayout.configurationFile), line \(line)"
    case .environment(let name): name
    case .flag(let flag): flag
    }
  }
}
