package import SystemPackage

/// Something people dropped, whole: what becomes one job.
package struct Drop: Hashable, Sendable, Identifiable {
  package enum Kind: Hashable, Sendable {
    case file
    case folder
    /// Loose pictures that arrived together.
    case pictures
  }

  /// A file or folder of the drop.
  package struct Item: Hashable, Sendable {
    package var name: EntryName
    package var path: FilePath
    /// As it was when it was found whole. A claim compares it after its rename (`isStillWhole`): somebody may have
    /// written to it since, or another file may have taken the name.
    package var signature: Signature
  }

  /// Unique within one tracker.
  package var id: UInt64
  package var folder: DropFolder.ID
  package var kind: Kind
  /// One, or for `pictures` one or more, in the order of their names' bytes.
  package var items: [Item]
  /// The first sight of its first item.
  package var firstSeen: ContinuousClock.Instant

  /// Where its first item lies.
  package var path: FilePath { items.first?.path ?? FilePath() }
}
