package import Containment
import JobModel

/// Runs so many programs at once and no more. Rows that call services run by the hundred, most of them waiting for an
/// answer; the programs of their other steps must not.
package struct BoundedCommands: CommandService {
  private static let place = BackEndID(service: "programs", endpoint: "this machine")

  private let commands: any CommandService
  private let slots: BackEnds

  package init(_ commands: any CommandService, most: Int) {
    self.commands = commands
    slots = BackEnds { _ in BackEndLimits(inFlight: most, isOneService: false) }
  }

  package func run(_ invocation: CommandInvocation) async throws(ContainmentError) -> CommandResult {
    let pass: any BackEndPass
    do throws(Failure) {
      pass = try await slots.enter(Self.place)
    } catch {
      throw ContainmentError(.cancelled, operation: "wait for a free place", subject: "the program")
    }
    defer { _ = pass.leave(nil) }
    return try await commands.run(invocation)
  }
}
