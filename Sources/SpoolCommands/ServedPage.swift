import Glibc
import JobProcessing
import Logging
import SpoolWeb

/// The page beside a server: where it is to listen, and what happens where it cannot.
struct ServedPage {
  private let options: WebServer.Options
  /// Somebody named the address: a server that does not listen there is of no use to them.
  private let isWanted: Bool

  /// - Parameter option: of the command line, which stands above the configuration.
  /// - Returns: `nil` where no page is wanted.
  /// - Throws: `CommandFailure` where the address is none, or the page would be open to everybody there. Blocks on the
  ///   disk.
  init?(_ option: String?, _ configuration: Configuration) throws {
    guard let text = option ?? configuration.web, text != "off", !text.isEmpty else { return nil }
    guard let address = WebAddress(text) else {
      throw CommandFailure(
        EX_CONFIG, "The page's address must be a host and a port such as 127.0.0.1:8080, or 'off', not '\(text)'.")
    }
    try Self.checkAccess(AccessOptions(configuration.pageAccess, address: address))
    options = WebServer.Options(address: address)
    isWanted = option != nil || configuration.origins["web"] != nil
  }

  private static func checkAccess(_ access: AccessOptions) throws {
    var hasTokens = false
    if access.needsLogin {
      do {
        hasTokens = try !TokenFile(access.settings.tokens).tokens().isEmpty
      } catch {
        throw CommandFailure(EX_CONFIG, error.description)
      }
    }
    if let objection = access.objection(hasTokens: hasTokens) { throw CommandFailure(EX_CONFIG, objection) }
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter inOrder: raised when the spool is in order: what came in before would be swept away with what an earlier
  ///   server left.
  func run(_ server: Server, after inOrder: Signal, log: Logger) async throws {
    await inOrder.wait()
    let page = WebServer(server.frontDesk, options: options, log: log)
    do {
      try await page.run { log.notice("the page is at http://\($0)/") }
    } catch  where !Task.isCancelled {
      let sentence = "The page cannot listen at \(options.address): \(error)."
      if isWanted { throw CommandFailure(EX_UNAVAILABLE, sentence) }
      log.warning("\(sentence) The server runs without it.")
    } catch {
      // Told to stop: what was cut off then is no trouble of ours.
    }
    // Jobs run on without a page; only the end of the server ends this.
    while !Task.isCancelled { try? await ContinuousClock().sleep(for: .seconds(3600)) }
  }
}
