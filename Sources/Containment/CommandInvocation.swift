package import SystemPackage

/// One run of a foreign program.
package struct CommandInvocation: Sendable {
  /// The program (a name looked for in PATH, or a path) and its arguments. No shell reads them.
  package var arguments: [String]
  /// Added to, and stronger than, PATH, HOME, TMPDIR (the folder) and LANG (C.UTF-8); nothing else is inherited.
  package var environment: [String: String]
  /// The bytes of its stdin; it need not read them.
  package var input: [UInt8]
  /// Its working folder: private to this run, and there already.
  package var folder: FilePath
  /// `nil`: none, for a program that needs rights which limits take away, such as one that hands mail over.
  package var limits: ProcessLimits?
  /// Wall-clock time after which its whole process group is ended.
  package var deadline: Duration
  /// Bytes of stdout after which it is stopped.
  package var outputLimit: Int

  package init(
    arguments: [String], folder: FilePath, environment: [String: String] = [:], input: [UInt8] = [],
    limits: ProcessLimits? = ProcessLimits(), deadline: Duration = .seconds(600), outputLimit: Int = 10 << 20
  ) {
    self.arguments = arguments
    self.environment = environment
    self.input = input
    self.folder = folder
    self.limits = limits
    self.deadline = deadline
    self.outputLimit = outputLimit
  }
}

/// How a foreign program ended, and what it said.
package struct CommandResult: Hashable, Sendable {
  package enum Status: Hashable, Sendable {
    /// It ended by itself, with this exit status: an outcome, whatever its number.
    case exited(Int32)
    /// A signal ended it that we did not send; SIGXCPU at its limit of computing time.
    case signalled(Int32)
    /// We ended it because time was up.
    case deadlinePassed
    /// We ended it because it wrote more than it may.
    case outputTooLarge
    /// We ended it because the caller gave up.
    case cancelled
  }

  package var status: Status
  /// Its stdout, at most the output limit.
  package var output: [UInt8]
  /// The last 8 KiB of its stderr, made valid UTF-8. It may hold values of a row.
  package var errorTail: String
  /// Seconds of computing, with the children that it waited for.
  package var cpuSeconds: Double
  package var maximumResidentBytes: Int?
}
