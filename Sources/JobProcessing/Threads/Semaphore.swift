import Glibc

/// The C functions are `sem_post` and `sem_wait`.
final class Semaphore: @unchecked Sendable {
  // A semaphore must not move in memory.
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() { sem_post(semaphore) }

  func wait() {
    while sem_wait(semaphore) == -1 && errno == EINTR {}
  }
}
