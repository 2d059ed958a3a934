import CSystemShims
import Glibc
import SystemPackage

/// Has the calling process killed when its parent dies, however that happens; it survives `exec`.
///
/// The kernel means the parent's thread, not its process: swift-subprocess starts every child from one thread that
/// lives as long as the server. The corresponding C function is `prctl(PR_SET_PDEATHSIG)`.
///
/// - Throws: `limitNotSet` where the system refuses.
package func endWithParent() throws(ContainmentError) {
  let parent = getppid()
  guard rowspool_set_parent_death_signal(SIGKILL) == 0 else {
    throw ContainmentError(
      .limitNotSet, operation: "bind this process to its parent", subject: "this process",
      errno: Errno(rawValue: errno))
  }
  // It may have died before the line above took hold; there is nobody left to tell.
  if getppid() != parent { _exit(EXIT_FAILURE) }
}
