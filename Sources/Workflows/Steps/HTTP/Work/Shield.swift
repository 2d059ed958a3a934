import HTTPTransfer

/// Lets a request that must not be lost end, although its row was stopped.
enum Shield {
  /// Runs `work`; a cancellation reaches it only after `grace`.
  static func run<Value: Sendable>(
    grace: Duration, _ work: @escaping @Sendable () async throws(HTTPError) -> Value
  ) async throws(HTTPError) -> Value {
    // A task of its own, which does not hear of the caller's cancellation; it is awaited at once.
    let task = Task { () async -> Result<Value, HTTPError> in
      do throws(HTTPError) { return .success(try await work()) } catch { return .failure(error) }
    }
    let result = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      // It ends by itself after the grace, whether or not anybody waits.
      Task {
        try? await Task.sleep(for: grace)
        task.cancel()
      }
    }
    return try result.get()
  }
}
