/// An order that the control of the stand-ins does not understand. Answered with 400, so that a test's slip is seen.
package struct ControlFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
