package import JobModel

/// Work that a service does by and by: it waits, runs and ends, all by the clock and with nobody's help.
package struct TimedRun: Sendable {
  package enum Phase: Sendable {
    case waiting, running, over
  }

  /// How long runs take.
  package struct Times: Sendable {
    package var waitingSeconds = 0.05
    package var runningSeconds = 0.1

    package init() {}

    /// Takes one setting.
    ///
    /// - Returns: whether it is one of these.
    package mutating func take(_ name: String, _ value: JSONValue) -> Bool {
      guard let seconds = value.number else { return false }
      switch name {
      case "waitingSeconds": waitingSeconds = seconds
      case "runningSeconds": runningSeconds = seconds
      default: return false
      }
      return true
    }
  }

  package let begin = ContinuousClock.now
  package let times: Times
  /// It never ends.
  package var staysRunning = false

  package init(times: Times, staysRunning: Bool = false) {
    self.times = times
    self.staysRunning = staysRunning
  }

  package var phase: Phase {
    let passed = ContinuousClock.now - begin
    if passed < .seconds(times.waitingSeconds) { return .waiting }
    if staysRunning || passed < .seconds(times.waitingSeconds + times.runningSeconds) { return .running }
    return .over
  }
}
