package import SystemPackage

/// A folder that people drop into.
package struct DropFolder: Hashable, Sendable {
  package typealias ID = String

  /// The caller's word for it, such as `product-photo/white`. It comes back with every drop.
  package var id: ID
  package var path: FilePath
  /// Names in it that are rowspool's own (a readme). Drop folders inside it need not be named.
  package var ownNames: Set<EntryName>

  package init(id: ID, path: FilePath, ownNames: Set<EntryName> = []) {
    self.id = id
    self.path = path
    self.ownNames = ownNames
  }
}

/// The file that tells a share that is there from an empty mount point. `rowspool init` alone makes it.
package struct Sentinel: Hashable, Sendable {
  package var path: FilePath
  /// What the file must say, white space around it aside.
  package var id: String

  package init(path: FilePath, id: String) {
    self.path = path
    self.id = id
  }
}
