import JobModel
import Testing

@testable import Workflows

@Suite struct BackEndStateTests {
  private let id = BackEndID(service: "openai", endpoint: "https://api.openai.com")
  private let start = Timestamp(milliseconds: 1_000_000_000)
  private let refused = Failure(.throttled, code: "http-429", message: "Too many requests.")
  private let away = Failure(.transient, code: "http-connect", message: "The connection was refused.")

  private func state(inFlight: Int = 8, perMinute: Int? = nil) -> BackEndState {
    BackEndState(id, limits: BackEndLimits(inFlight: inFlight, perMinute: perMinute))
  }

  private func minutes(_ count: Double) -> Timestamp { start.advanced(by: .seconds(count * 60)) }

  /// Lets a row in, which must be possible.
  private func admit(
    _ state: inout BackEndState, at now: Timestamp? = nil, _ location: SourceLocation = #_sourceLocation
  ) throws -> BackEndState.Admission {
    guard case .admitted(let admission) = state.enter(0, at: now ?? start) else {
      Issue.record("not admitted", sourceLocation: location)
      throw Failure(.invalid, code: "test", message: "")
    }
    return admission
  }

  /// Lets `count` rows end with a failure, one after the other.
  private func fail(_ state: inout BackEndState, _ count: Int, _ failure: Failure) throws -> [Failure?] {
    try (0..<count).map { _ in
      let admission = try admit(&state)
      return state.leave(admission, failure, at: start).failure
    }
  }

  private func held(_ reason: Failure.Class = .transient) throws -> BackEndState {
    var state = state()
    let failure = Failure(reason, code: "x", message: "No.")
    _ = try fail(&state, reason == .transient ? 5 : 1, failure)
    #expect(state.hold != nil)
    return state
  }

  // MARK: In flight

  @Test func asManyAreLetInAsAreConfiguredAndTheRestInTheirOrder() throws {
    var state = state(inFlight: 2)
    let first = try admit(&state)
    _ = try admit(&state)
    #expect(state.enter(7, at: start) == .waits)
    #expect(state.enter(8, at: start) == .waits)
    #expect(state.enter(9, BackEndVisitor(priority: 1), at: start) == .waits)
    #expect(state.callNext(at: start).isEmpty)
    _ = state.leave(first, nil, at: start)
    #expect(state.callNext(at: start).map(\.ticket) == [9])
    state.giveUp(7)
    _ = state.leave(first, nil, at: start)
    #expect(state.callNext(at: start).map(\.ticket) == [8])
  }

  @Test func aRefusalHalvesTheLimitOnceForAllRequestsSentBeforeIt() throws {
    var state = state(inFlight: 8)
    var burst = try (0..<8).map { _ in try admit(&state) }
    for index in burst.indices { _ = state.reserve(&burst[index], at: start) }
    let answer = BackEndAnswer(isUsable: false, asksToSlowDown: true)
    for index in burst.indices { state.note(answer, &burst[index], at: start) }
    #expect(state.limit == 4)
    _ = state.reserve(&burst[0], at: start)
    state.note(answer, &burst[0], at: start)
    #expect(state.limit == 2)
    for _ in 0..<5 {
      _ = state.reserve(&burst[0], at: start)
      state.note(answer, &burst[0], at: start)
    }
    #expect(state.limit == 1)
  }

  @Test func eachRoundOfGoodWorkLetsOneMoreInUpToTheConfiguredNumber() throws {
    var state = state(inFlight: 4)
    var admission = try admit(&state)
    state.note(BackEndAnswer(isUsable: false, asksToSlowDown: true), &admission, at: start)
    _ = state.leave(admission, nil, at: start)
    // It was let in before the limit was halved: what it proves is old.
    #expect(state.limit == 2)
    var limits: [Int] = []
    for _ in 0..<8 {
      _ = state.leave(try admit(&state), nil, at: start)
      limits.append(state.limit)
    }
    #expect(limits == [2, 2, 3, 3, 3, 4, 4, 4])
  }

  @Test func todaysConfigurationCountsAndAReducedLimitStaysReduced() throws {
    var state = state(inFlight: 8)
    state.take(BackEndLimits(inFlight: 20))
    #expect(state.limit == 20)
    var admission = try admit(&state)
    state.note(BackEndAnswer(isUsable: false, asksToSlowDown: true), &admission, at: start)
    state.take(BackEndLimits(inFlight: 40))
    #expect(state.limit == 10)
    state.take(BackEndLimits(inFlight: 3))
    #expect(state.limit == 3)
  }

  // MARK: Outage

  @Test func fiveRowsInARowWithoutAnAnswerHoldItAndOnlyTheFirstFourSpendAnAttempt() throws {
    var state = state()
    let failures = try fail(&state, 5, away)
    #expect(failures.map { $0?.class } == [.transient, .transient, .transient, .transient, .throttled])
    #expect(state.hold?.reason == .outage)
    #expect(state.hold?.nextProbe == minutes(1))
    var failure = Failure(
      .throttled, code: "back-end-held",
      message: "The service 'openai' is on hold; the row waits until it works again.", service: "openai")
    failure.retryAfter = .seconds(5)
    #expect(state.enter(1, at: start) == .refused(failure))
  }

  @Test func aRowThatWasInFlightWhenTheHoldBeganSpendsNothing() throws {
    var state = state()
    let late = try admit(&state)
    _ = try fail(&state, 5, away)
    #expect(state.leave(late, away, at: start).failure?.class == .throttled)
    #expect(state.hold?.probes == 0)
  }

  @Test func aGoodRowBetweenStartsTheCountAgain() throws {
    var state = state()
    _ = try fail(&state, 4, away)
    _ = state.leave(try admit(&state), nil, at: start)
    #expect(try fail(&state, 4, away).allSatisfy { $0?.class == .transient })
    #expect(state.hold == nil)
  }

  @Test func aLoneRowKeepsItsRetries() throws {
    var state = state()
    for attempt in 0..<4 {
      let admission = try admit(&state, at: minutes(Double(attempt * 15)))
      #expect(state.leave(admission, away, at: start).failure == away)
    }
    #expect(state.hold == nil)
  }

  @Test func oneRowProbesAfterOneFiveAndFifteenMinutesThenEveryFifteen() throws {
    var state = try held()
    var now = start
    for wait in [60, 300, 900, 900] {
      let early = now.advanced(by: .seconds(wait - 1))
      guard case .refused = state.enter(1, at: early) else {
        Issue.record("let in \(wait) s too early")
        return
      }
      now = now.advanced(by: .seconds(wait))
      let probe = try admit(&state, at: now)
      #expect(probe.isProbe)
      guard case .refused = state.enter(2, at: now) else {
        Issue.record("two rows probe")
        return
      }
      #expect(state.leave(probe, away, at: now).failure?.class == .throttled)
    }
    #expect(state.hold?.probes == 4)
  }

  @Test func theFirstGoodProbeReleasesItAndSaysSoOnce() throws {
    var state = try held()
    let probe = try admit(&state, at: minutes(31))
    let (failure, news) = state.leave(probe, nil, at: minutes(31))
    #expect(failure == nil)
    #expect(news.map(\.sentence) == ["The service 'openai' works again after 31 min. Rows go on."])
    #expect(state.hold == nil)
    #expect(try admit(&state).isProbe == false)
  }

  @Test func aCancelledProbeLetsTheNextRowProbeInAMinute() throws {
    var state = try held()
    let probe = try admit(&state, at: minutes(1))
    _ = state.leave(probe, Failure(.transient, code: "cancelled", message: ""), at: minutes(1))
    #expect(state.hold?.nextProbe == minutes(2))
    #expect(try admit(&state, at: minutes(2)).isProbe)
  }

  @Test func aProbeWithBadValuesReleasesItOnlyWhereTheServiceSaidSo() throws {
    let invalid = Failure(.invalid, code: "bad-size", message: "No such size.")
    var state = try held()
    let silent = try admit(&state, at: minutes(1))
    _ = state.leave(silent, invalid, at: minutes(1))
    #expect(state.hold?.probes == 0)
    var probe = try admit(&state, at: minutes(1))
    state.note(BackEndAnswer(), &probe, at: minutes(1))
    #expect(state.leave(probe, invalid, at: minutes(1)).failure == invalid)
    #expect(state.hold == nil)
  }

  @Test func rowsInTheLineAreSentAwayWhenItIsHeld() throws {
    var state = state(inFlight: 5)
    let work = try (0..<5).map { _ in try admit(&state) }
    #expect(state.enter(6, at: start) == .waits)
    for admission in work { _ = state.leave(admission, away, at: start) }
    guard case .refused(let failure)? = state.callNext(at: start).first?.entry else {
      Issue.record("still in the line")
      return
    }
    #expect(failure.code == "back-end-held")
  }

  @Test func unknownResultsCountTowardsAnOutageAndStayUnknown() throws {
    var state = state()
    let lost = Failure(.unknown, code: "http-lost", message: "No answer came.")
    #expect(try fail(&state, 5, lost).allSatisfy { $0 == lost })
    #expect(state.hold?.reason == .outage)
  }

  @Test func whatOneOfManyServicesAnswersSaysNothingAboutTheOthers() throws {
    var state = BackEndState(id, limits: BackEndLimits(inFlight: 8, isOneService: false))
    #expect(try fail(&state, 20, away).allSatisfy { $0 == away })
    _ = try fail(&state, 1, Failure(.auth, code: "http-401", message: "No."))
    var admission = try admit(&state)
    state.note(BackEndAnswer(isUsable: false, asksToSlowDown: true, wait: .seconds(60)), &admission, at: start)
    #expect(state.room == BackEndRoom(limit: 8))
  }

  // MARK: Money and key

  @Test(arguments: [Failure.Class.quota, .auth])
  func moneyAndKeyHoldItAtOnceWithOneMessage(_ reason: Failure.Class) throws {
    var state = state()
    let work = try (0..<4).map { _ in try admit(&state) }
    let failure = Failure(reason, code: "x", message: "No.")
    let news = work.flatMap { state.leave($0, failure, at: start).news }
    #expect(news.count == 1)
    #expect(news.first?.event == .held)
    #expect(news.first?.sentence.english.hasSuffix("Last answer: No.") == true)
  }

  @Test func workLetInBeforeMoneyWasRefusedDoesNotReleaseIt() throws {
    var state = state()
    let old = try admit(&state)
    _ = try fail(&state, 1, Failure(.quota, code: "x", message: "No."))
    #expect(state.leave(old, nil, at: start).news.isEmpty)
    #expect(state.hold?.reason == .quota)
  }

  @Test func aBlockedAnswerProvesThatThereIsMoneyAndBadValuesDoNot() throws {
    var state = try held(.quota)
    var probe = try admit(&state, at: minutes(1))
    state.note(BackEndAnswer(), &probe, at: minutes(1))
    _ = state.leave(probe, Failure(.invalid, code: "x", message: ""), at: minutes(1))
    #expect(state.hold != nil)
    probe = try admit(&state, at: minutes(1))
    state.note(BackEndAnswer(), &probe, at: minutes(1))
    _ = state.leave(probe, Failure(.blocked, code: "x", message: ""), at: minutes(1))
    #expect(state.hold == nil)
  }

  @Test func anOutageThatTurnsOutToBeAboutMoneyIsTold() throws {
    var state = try held()
    let probe = try admit(&state, at: minutes(1))
    let news = state.leave(probe, Failure(.quota, code: "x", message: "Spent."), at: minutes(1)).news
    #expect(news.map(\.reason) == [.quota])
    #expect(state.hold?.since == start)
  }

  @Test func aPersonMakesItProbeAtOnce() throws {
    var state = try held(.quota)
    state.probeNow(at: start)
    #expect(try admit(&state).isProbe)
  }

  // MARK: Refusals

  @Test func aRefusedProbeEndsAnOutage() throws {
    var state = try held()
    let probe = try admit(&state, at: minutes(1))
    #expect(state.leave(probe, refused, at: minutes(1)).news.count == 1)
    #expect(state.hold == nil)
  }

  @Test func aServiceThatRefusesEverythingIsHeld() throws {
    var state = state(inFlight: 1)
    _ = try fail(&state, 9, refused)
    #expect(state.hold == nil)
    _ = try fail(&state, 1, refused)
    #expect(state.hold?.reason == .refusing)
  }

  @Test func aWaitOfDaysIsAskedForAgainAfterAnHour() throws {
    var state = state()
    var patient = refused
    patient.retryAfter = .seconds(172_800)
    let admission = try admit(&state)
    #expect(state.leave(admission, patient, at: start).failure?.retryAfter == .seconds(3600))
    #expect(state.room.stoppedUntil == minutes(60))
  }

  // MARK: Giving up

  @Test func afterADayRowsFailAndPeopleAreToldOnce() throws {
    var state = try held()
    #expect(state.pass(minutes(1439)).isEmpty)
    #expect(state.pass(minutes(1440)).map(\.event) == [.givenUp(after: .seconds(86_400))])
    #expect(state.pass(minutes(1441)).isEmpty)
    let probe = try admit(&state, at: minutes(1440))
    guard case .refused(let patience) = state.enter(1, at: minutes(1440)) else {
      Issue.record("not refused")
      return
    }
    #expect(patience.class == .throttled)
    guard case .refused(let failure) = state.enter(1, BackEndVisitor(isGivenUp: true), at: minutes(1440)) else {
      Issue.record("not refused")
      return
    }
    #expect(failure.class == .blocked)
    #expect(
      failure.message
        == """
        The service 'openai' has not worked for 24 h, so the row is given up. Retry the row when the service \
        works again. Last answer: No.
        """)
    _ = state.leave(probe, nil, at: minutes(1440))
    #expect(state.hold == nil)
  }

  @Test func aHoldOfAnEarlierProcessGoesOnWithAProbe() throws {
    let earlier = try held()
    var state = state()
    state.resume(try #require(earlier.hold), at: minutes(20))
    #expect(state.hold?.since == start)
    #expect(try admit(&state, at: minutes(20)).isProbe)
  }
}
