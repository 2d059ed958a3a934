import Intake
import JobModel
import Logging
import SystemPackage

extension Server {
  /// Does orders until the task is cancelled.
  func runControl() async {
    var options = IntakeOptions.orders
    options.pollInterval = configuration.pollControl
    options.ignored = IgnoredNames(extra: configuration.ignore + ControlAnswers.patterns)
    let desk = await ControlDesk(spool, dispatcher: dispatcher, threads: threads, log: log) { [self] job in
      let own = if let job { await dispatcher.language(of: job) } else { Language?.none }
      return own ?? configuration.language
    }
    let intake = await startIntake(
      DropFolders.control(configuration, spool), root: configuration.control, options: options)
    guard let intake else { return }
    let inbox = ControlInbox(threads)
    await withDiscardingTaskGroup { group in
      group.addTask { await self.obey(inbox, desk, intake) }
      group.addTask { await self.tidyControl(desk) }
      await withTaskCancellationHandler {
        var told: Set<String> = []
        for await event in intake.events {
          switch event {
          case .whole(let drop): inbox.append(drop)
          case .refused(let entry):
            await desk.refuse(entry, in: configuration.control.appending(entry.entry.folder))
          case .available:
            _ = await threads.run { [configuration, spool] in DropFolders.control(configuration, spool) }
            intake.lookNow()
          default: note(event, at: configuration.control, told: &told)
          }
        }
      } onCancel: {
        intake.stop()
      }
    }
  }

  private func obey(_ inbox: ControlInbox, _ desk: ControlDesk, _ intake: DropIntake) async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        for drop in await inbox.next() {
          switch await desk.handle(drop) {
          case .gone: intake.finished(drop)
          // It is not offered again while it lies there.
          case .stays: break
          case .again: group.addTask { await Self.offerAgain(drop, by: intake) }
          }
        }
      }
    }
  }

  private func tidyControl(_ desk: ControlDesk) async {
    while !Task.isCancelled {
      await desk.tidy(configuration.control, texts: ControlReadMe.all(configuration.language))
      try? await ContinuousClock().sleep(for: .seconds(600))
    }
  }
}
