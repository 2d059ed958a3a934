/// What all children of one server share.
package struct ContainmentOptions: Sendable {
  /// The program and first arguments that limit a process and then become a foreign program: our own binary and its
  /// hidden command, which calls `Launcher.main`.
  package var launcher: [String]
  /// How long a program may take to end after SIGTERM (or after its stdin was closed) before SIGKILL follows.
  package var grace: Duration

  package init(launcher: [String], grace: Duration = .seconds(2)) {
    self.launcher = launcher
    self.grace = grace
  }
}
