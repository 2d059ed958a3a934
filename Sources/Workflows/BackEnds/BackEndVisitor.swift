/// What a back end needs to know of a row that comes to it.
package struct BackEndVisitor: Hashable, Sendable {
  /// 1 (first) to 9.
  package var priority: Int
  /// Its job has waited for a held back end as long as it may: the row does not wait any longer, it fails.
  package var isGivenUp: Bool

  package init(priority: Int = 5, isGivenUp: Bool = false) {
    self.priority = priority
    self.isGivenUp = isGivenUp
  }

  /// The row of the current task.
  @TaskLocal package static var current = BackEndVisitor()
}
