package import JobModel
import Spool

extension FrontDesk {
  /// Gives an order for one job, as an order in `control/` is given.
  ///
  /// - Throws: the spool's error where it could not be recorded; then nothing was done, and it may be given again.
  package func give(_ order: Order) async throws -> OrderAnswer {
    let answers = try await dispatcher.apply(order)
    return answers.first ?? OrderAnswer(acted: false, sentence: "There is no job that this order is for.")
  }

  /// Gives an order for all jobs.
  package func giveToAll(_ order: Order) async throws -> [OrderAnswer] {
    try await dispatcher.apply(order)
  }
}
