import JobModel
import Workflows

extension NotifierFile {
  /// A sentence for each name and address in a job's `notify` that leads to nobody.
  func faults(in wanted: String) -> [Message] {
    Self.words(of: wanted).filter { channel(of: $0) == nil }.map { word in
      .sentences([fault(of: word), "The job runs all the same."])
    }
  }

  private func fault(of word: String) -> Message {
    guard MailAddress.isValid(word) else {
      let names = notifiers.map(\.name).sorted()
      let known: Message = names.isEmpty ? "" : "Known are: \(Message.list(names))."
      return .sentences(["Settings, notify: there is nobody called “\(word)” to tell.", known])
    }
    if domains.isEmpty { return "Settings, notify: no mail goes to “\(word)”, as this server sends none." }
    let ends = Message.alternatives(domains.sorted().map { "@\($0)" })
    return "Settings, notify: no mail goes to “\(word)”, as an address must end in \(ends)."
  }
}
