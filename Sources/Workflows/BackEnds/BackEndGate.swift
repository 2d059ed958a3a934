package import HTTPTransfer
package import JobModel

/// Lets remote work through, as much at a time as its back end takes.
package protocol BackEndGate: Sendable {
  /// Waits for a slot, which the caller keeps for the whole of its remote work, polling and downloads too, and gives
  /// back with `leave`.
  ///
  /// - Throws: `Failure` of the class `throttled` (code `back-end-held`) where the back end is held; code `cancelled`
  ///   where the calling task was cancelled.
  func enter(_ backEnd: BackEndID) async throws(Failure) -> any BackEndPass
}

/// The permission to work with a back end.
package protocol BackEndPass: Sendable {
  /// Waits until the next request may go out: call it before each one.
  func pace() async throws(Failure)

  /// Takes notice of a status and of rate-limit headers: call it after each answer.
  func note(_ response: HTTPResponse)

  /// Ends the work; once.
  ///
  /// - Parameter failure: how it ended; `nil`: well.
  /// - Returns: the failure that counts: a `transient` one becomes `throttled` while the back end is held, so that the
  ///   row's attempt is not spent on an outage.
  func leave(_ failure: Failure?) -> Failure?
}

extension BackEndGate {
  /// Does remote work with a slot.
  package func run<Output: Sendable>(
    _ backEnd: BackEndID, _ work: (any BackEndPass) async throws(Failure) -> Output
  ) async throws(Failure) -> Output {
    let pass = try await enter(backEnd)
    do throws(Failure) {
      let output = try await work(pass)
      _ = pass.leave(nil)
      return output
    } catch {
      throw pass.leave(error) ?? error
    }
  }
}

/// No limits at all.
package struct OpenGate: BackEndGate {
  package init() {}

  package func enter(_ backEnd: BackEndID) async throws(Failure) -> any BackEndPass { Pass() }

  private struct Pass: BackEndPass {
    func pace() async throws(Failure) {}
    func note(_ response: HTTPResponse) {}
    func leave(_ failure: Failure?) -> Failure? { failure }
  }
}
