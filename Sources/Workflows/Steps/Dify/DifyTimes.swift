/// How long the step waits for what; tests take shorter ones.
struct DifyTimes: Sendable {
  /// Between two looks at a run: the first, growing by half to the longest.
  var pollFirst = Duration.seconds(2)
  var pollMost = Duration.seconds(15)
  /// How long a run is looked for that the service has not named.
  var lookUp = Duration.seconds(30)
  /// What a stopped run may take to end.
  var stopGrace = Duration.seconds(10)
  /// How long a server that shuts down waits for a run's name.
  var nameGrace = Duration.seconds(3)
  /// Before another try at a download; links live for 300 s only.
  var downloadPauses: [Duration] = [.seconds(1), .seconds(4)]
}
