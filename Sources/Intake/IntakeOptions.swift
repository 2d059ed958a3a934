package import JobModel

/// When a dropped thing counts as whole.
package struct IntakeOptions: Sendable {
  /// How long size and time must stay the same on a local disk.
  package var settle: Duration = .seconds(2)
  /// The same where other machines can write unnoticed: network and FUSE file systems.
  package var polledSettle: Duration = .seconds(10)
  /// How many settle times a text that does not end a line must be still, where nobody can say whether it is open.
  package var unendedFactor = 6
  /// How often a polled file system is listed.
  package var pollInterval: Duration = .seconds(5)
  /// How often a local disk is listed even without an event.
  package var rescanInterval: Duration = .seconds(60)
  /// The longest time between two checks of something that waits without changing.
  package var longestRecheck: Duration = .seconds(60)
  /// The shortest time between two reports of what waits.
  package var waitingInterval: Duration = .milliseconds(500)
  package var ignored = IgnoredNames()
  /// Whether the end of a ZIP or a picture must be there.
  package var checksStructure = true
  package var acceptsEmptyFiles = false
  package var acceptsFolders = true
  /// Whether what lies in a dropped folder matters: then all of it must be whole.
  package var walksFolders = true
  /// Whether loose pictures that arrive together are one drop.
  package var groupsPictures = true
  /// Whether local folders are polled too; for tests.
  package var pollsEverything = false

  package init() {}

  /// For `control/<verb>/`: small files, empty ones too, and folders of which the name matters; looked for more often.
  package static var orders: IntakeOptions {
    var options = IntakeOptions()
    options.settle = .milliseconds(200)
    options.polledSettle = .seconds(1)
    options.pollInterval = .seconds(2)
    options.checksStructure = false
    options.acceptsEmptyFiles = true
    options.walksFolders = false
    options.groupsPictures = false
    return options
  }

  func settleTime(isPolled: Bool) -> Duration {
    isPolled ? polledSettle : settle
  }
}
