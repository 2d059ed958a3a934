import Glibc

/// Plain memory that grows at its end. Unlike an array it neither checks nor copies, which the innermost loop of a
/// million rows needs, and it says when there is no more memory instead of ending the process. A class, because the
/// exclusivity checks on a struct inside another object cost a tenth of the reading time.
final class GrowingBuffer<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int
  private let limit: Int

  /// - Parameter limit: the most elements it may hold.
  init(limit: Int) {
    self.limit = limit
    capacity = min(256, limit)
    base = .allocate(capacity: capacity)
  }

  deinit {
    free(base)
  }

  subscript(index: Int) -> Element {
    get { base[index] }
    set { base[index] = newValue }
  }

  /// - Returns: `false` where the limit or the memory does not allow it.
  @inline(__always)
  func append(_ element: Element) -> Bool {
    guard count < capacity || grow(to: count + 1) else { return false }
    base[count] = element
    count += 1
    return true
  }

  @inline(__always)
  func append(_ elements: UnsafeBufferPointer<Element>) -> Bool {
    guard let start = elements.baseAddress else { return true }
    guard count + elements.count <= capacity || grow(to: count + elements.count) else { return false }
    (base + count).update(from: start, count: elements.count)
    count += elements.count
    return true
  }

  /// Forgets what follows the first `newCount` elements and keeps the memory.
  func shorten(to newCount: Int) {
    count = newCount
  }

  private func grow(to needed: Int) -> Bool {
    guard needed <= limit else { return false }
    let wanted = min(limit, max(needed, capacity + capacity / 2))
    // The corresponding C function moves large blocks by remapping them, without a second copy in memory.
    guard let larger = realloc(base, wanted * MemoryLayout<Element>.stride) else { return false }
    base = larger.bindMemory(to: Element.self, capacity: wanted)
    capacity = wanted
    return true
  }
}
