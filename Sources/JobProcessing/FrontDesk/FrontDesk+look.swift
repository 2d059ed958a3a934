package import JobModel
package import Results
import Spool
import Workflows

/// What there is to see of a job, or of what was to be one.
package enum JobLook: Sendable {
  case committed(JobRecord, JobPage)
  /// A drop that is being taken in.
  case reading(JobSummary)
  case rejected(Rejection)
}

extension FrontDesk {
  /// - Returns: `nil` where there is nothing of that name.
  package func look(at id: JobID, in language: Language) async throws -> JobLook? {
    if let record = try await record(of: id) {
      guard let page = try await page(of: record, in: language) else { return nil }
      return .committed(record, page)
    }
    if let job = try await job(id), job.summary.state == .checking || job.summary.state == .claiming {
      return .reading(job.summary)
    }
    return try await rejection(of: id).map(JobLook.rejected)
  }

  private static let freshness = Duration.seconds(15)
  /// Failed rows whose causes are told of a job that is finished.
  private static let mostFailed = 2000

  /// Everything but single rows, as STATUS.html has it.
  private func page(of record: JobRecord, in language: Language) async throws -> JobPage? {
    let active = await dispatcher.status(of: record.manifest.id)
    let progress = active.flatMap { shelf.progress(of: $0) }
    return try await threads.run { [self] in
      try Self.ifThere {
        var maker = JobPageMaker(try active ?? finishedStatus(of: record), in: language)
        maker.pace = progress
        if let problems = try record.folder.problems() { maker.take(problems) }
        maker.downloads = existingDownloads(of: record)
        return maker.page(PageFreshness(written: .now, nextWithin: active == nil ? nil : Self.freshness))
      }
    }
  }

  private func finishedStatus(of record: JobRecord) throws -> JobStatus {
    let (manifest, orders) = (record.manifest, try record.folder.orders())
    var digest = StatusDigest(state: .delivering, since: manifest.committedAt)
    digest.total = manifest.rows.count
    digest.priority = orders.priority ?? manifest.settings.effectivePriority
    digest.concurrency = orders.concurrency ?? manifest.settings.concurrency
    var book = StatusBook(manifest.rows)
    let rows = try JobRows(lookingAt: manifest.id, in: spool)
    let failed = try rows.list(.failed).rows.sorted().prefix(Self.mostFailed)
    book.take(try failed.compactMap { try rows.read($0, in: [.failed])?.history }, picture: record.pictureColumn)
    var status = JobStatus(
      manifest: manifest, definition: record.definition, folder: record.folder, digest: digest, book: book)
    status.hasStarted = true
    status.finished = try record.folder.finished()
    return status
  }

  /// A share that is away has none.
  private func existingDownloads(of job: JobRecord) -> [String] {
    [WantedFile.workbook, .archive, .marked].compactMap { wanted in
      guard let name = try? deliveredName(wanted, of: job) else { return nil }
      let isThere = (try? Delivery.has(name, of: job.manifest.id, in: spool)) ?? false
      return isThere ? name : nil
    }
  }
}
