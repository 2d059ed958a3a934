package import JobModel
import SystemPackage

/// What an intake has to say.
package enum IntakeEvent: Hashable, Sendable {
  /// Something is whole. It is not said again until `DropIntake.finished` or until it has gone.
  case whole(Drop)
  /// Everything that waits now; said when the list or a reason changes.
  case waiting([WaitingEntry])
  case refused(RefusedEntry)
  /// The folders cannot be seen. Nothing is forgotten and nothing decided until `available`.
  case unavailable(IntakeProblem)
  /// The folders were listed, for the first time or again; from here on new drops raise events.
  case available
  /// Something an administrator should know; the intake goes on.
  case notice(IntakeProblem)
}

/// What keeps an intake from working, or from working well.
package struct IntakeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stable word for the cause, in the message catalogue and in tests (`share-away`, `watch-limit`).
  package var code: String
  /// One or two sentences.
  package var message: Message

  package init(_ code: String, _ message: Message) {
    self.code = code
    self.message = message
  }

  package var description: String { message.english }
}

extension IntakeProblem {
  static func shareAway(_ path: FilePath, _ why: Message) -> IntakeProblem {
    IntakeProblem(
      "share-away",
      "The folder \(path) is not reachable now: \(why). Nothing is lost; work goes on by itself when it is back.")
  }

  static func otherSpool(_ path: FilePath) -> IntakeProblem {
    IntakeProblem(
      "other-spool",
      "\(path) belongs to another spool. Check what is mounted there; until then nothing is taken from it.")
  }

  static func folderUnreadable(_ path: FilePath, _ code: Int32) -> IntakeProblem {
    IntakeProblem(
      "folder-unreadable",
      "The drop folder \(path) cannot be listed: \(systemMessage(code)). It is tried again by itself.")
  }

  static let watchLimit = IntakeProblem(
    "watch-limit",
    """
    The system's limit of watched folders is reached, so new files are noticed a few seconds later. \
    An administrator can raise fs.inotify.max_user_watches.
    """)

  static func noEvents(_ code: Int32) -> IntakeProblem {
    IntakeProblem(
      "no-events",
      """
      The system gives no file events (\(systemMessage(code))), so new files are noticed a few seconds later. \
      An administrator can raise fs.inotify.max_user_instances.
      """)
  }
}
