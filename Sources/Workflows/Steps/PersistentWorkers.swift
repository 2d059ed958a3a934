package import Containment
import Synchronization
import SystemPackage

/// The pools of programs that stay and answer row after row, one for each program, shared by all jobs.
package final class PersistentWorkers: Sendable {
  private struct State {
    var pools: [String: WorkerPool] = [:]
    var isShutDown = false
  }

  private let containment: ContainmentOptions
  private let state = Mutex(State())

  package init(_ containment: ContainmentOptions) {
    self.containment = containment
  }

  /// The pool of a program, made at the first call. After `shutDown` it refuses all requests.
  func pool(for program: ChildProgram, count: Int) async -> WorkerPool {
    let key = ([program.folder.string, String(count)] + program.arguments).joined(separator: "\u{0}")
    let (pool, isShutDown) = state.withLock { state in
      let pool =
        state.pools[key]
        ?? WorkerPool(program, options: WorkerOptions(count: count, longestReply: 4 << 20), containment: containment)
      state.pools[key] = pool
      return (pool, state.isShutDown)
    }
    if isShutDown { await pool.shutDown() }
    return pool
  }

  /// Ends all programs; requests under way have their grace.
  package func shutDown() async {
    let pools = state.withLock { state in
      state.isShutDown = true
      return Array(state.pools.values)
    }
    await withTaskGroup { group in
      for pool in pools { group.addTask { await pool.shutDown() } }
    }
  }
}
