import CSystemShims
import Glibc
import SystemPackage

/// Restricts the calling process, for good, to the files in `access` and to harmless system calls.
///
/// Called before anything foreign is opened, and before any thread or task is started: Landlock binds only the
/// calling thread and those it makes later. Descriptors that are open already stay usable. The kernel answers
/// EACCES for a file, EPERM for a system call; the process lives on.
///
/// - Parameters:
///   - allowSockets: whether sockets of any kind may be made.
///   - allowExec: whether programs among the readable files may be executed.
/// - Returns: what this kernel cannot protect; everything else is in force.
/// - Throws: `limitNotSet` where there are threads already, or a protection that the kernel has could not be set.
package func restrictSelf(
  to access: FileAccess, allowSockets: Bool = false, allowExec: Bool = false
) throws(ContainmentError) -> [MissingProtection] {
  guard rowspool_set_no_new_privileges() == 0 else {
    throw ContainmentError(
      .limitNotSet, operation: "give up new privileges", subject: "this process", errno: Errno(rawValue: errno))
  }
  let version = Landlock.version()
  if version > 0 {
    try requireSingleThread()
    try Landlock.restrict(to: access, allowSockets: allowSockets, allowExec: allowExec, version: version)
  }
  if SystemCallFilter.isAvailable {
    try SystemCallFilter.install(allowSockets: allowSockets, allowExec: allowExec)
  }
  return Protections.missing()
}

private func requireSingleThread() throws(ContainmentError) {
  var status = stat()
  // A folder has a link for itself, one in its parent, and one for each folder in it: /proc/self/task has one a thread.
  guard stat("/proc/self/task", &status) == 0, status.st_nlink > 3 else { return }
  throw ContainmentError(
    .limitNotSet, operation: "restrict this process to its files", subject: "Landlock",
    reason: "It has \(status.st_nlink - 2) threads already; a child restricts itself before it starts any.")
}
