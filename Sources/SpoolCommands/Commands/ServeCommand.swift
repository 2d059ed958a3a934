import ArgumentParser
import Glibc
import JobProcessing
import Logging
import ServiceLifecycle
import SystemPackage
import UnixSignals

/// Serves the spool until SIGTERM or SIGINT.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Take drops in and run their rows, until SIGTERM or SIGINT.",
    discussion: """
      The first signal lets running rows end within the grace (stopGrace); the second one stops at once. What had not \
      ended runs again at the next start.
      """)

  @OptionGroup var options: SpoolOptions

  @Option(help: "Where the page listens, as 127.0.0.1:8080; 'off': nowhere.")
  var web: String?

  func run() async throws {
    let configuration = try options.configuration()
    let log = ServerLog.make(level: configuration.logLevel)
    for line in configuration.description.split(separator: "\n") { log.info("configuration: \(line)") }
    Self.raiseOpenFileLimit()
    let server = try Server(configuration, programs: try Programs.find(), log: log)
    let page = try ServedPage(web, configuration)
    let (watchdog, inOrder) = (Watchdog(), Signal())
    try await withThrowingTaskGroup { group in
      group.addTask {
        // As long as systemd waits for it by default.
        try await server.run {
          inOrder.raise()
          await watchdog.tell("READY=1\nSTATUS=serving \(configuration.spool)", patience: .seconds(90))
        }
      }
      if let page { group.addTask { try await page.run(server, after: inOrder, log: log) } }
      group.addTask {
        await watchdog.run(alive: server.isResponsive)
        return
      }
      group.addTask { try await Self.waitForSignals(log, watchdog) }
      // Whichever ends first, a signal or a fault, ends the others.
      try await group.next()
      group.cancelAll()
      try await group.waitForAll()
    }
    log.info("stopped")
  }

  /// The folders of jobs and the files of ending rows are held open, thousands of them; a login shell allows 1024. Where
  /// this is refused the server runs slower, not wrong.
  private static func raiseOpenFileLimit() {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(resource, &limit)
  }

  /// Returns at the first signal; the second one ends the process from then on.
  private static func waitForSignals(_ log: Logger, _ watchdog: Watchdog) async throws {
    for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
      log.notice("\(signal): running rows end, then the server stops; a second signal stops it at once")
      await watchdog.tell("STOPPING=1", patience: .seconds(1))
      Self.stopAtOnceAtNextSignal()
      return
    }
  }

  private static func stopAtOnceAtNextSignal() {
    for number in [SIGTERM, SIGINT] {
      signal(number) { _ in _exit(EX_TEMPFAIL) }
    }
  }
}

/// Where the server's log goes: standard error, which systemd's journal takes.
enum ServerLog {
  static func make(level: Logger.Level) -> Logger {
    var log = Logger(label: "rowspool") { StreamLogHandler.standardError(label: $0) }
    log.logLevel = level
    return log
  }
}
