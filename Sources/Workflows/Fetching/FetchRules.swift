package import HTTPTransfer
package import JobModel

/// What is fetched of the web addresses that stand in cells for pictures and files.
package struct FetchRules: Hashable, Sendable {
  /// Whom rows may call. Every public address by default, and none of this machine or of the network around it: whoever
  /// fills in a table could read there what is not his to read.
  package var access: HTTPAccess
  /// Bytes of the largest file.
  package var largestFile = 100 << 20
  /// The longest that one file may take.
  package var timeout: Duration = .seconds(120)
  /// Files that are fetched from one host at the same time.
  package var mostAtOnce = 4

  package init(hosts: [String] = ["*"], privateHosts: [String] = []) {
    access = HTTPAccess(
      hosts: Set(hosts.compactMap { HTTPHostPattern($0) }),
      privateHosts: Set(privateHosts.compactMap { HTTPHostPattern($0) }))
  }

  /// Takes an address as it stands in a cell. No name is looked up: whoever fetches checks again, with the address that
  /// the name leads to.
  ///
  /// - Returns: the address as a column's value, or a sentence without a place why it is not fetched; `nil` for a text
  ///   that is no address.
  package func value(of text: String) -> Result<String, Failure>? {
    guard WebInput.isAddress(text) else { return nil }
    return Result { () throws(Failure) in
      try check(text)
      return text
    }
  }

  private func check(_ text: String) throws(Failure) {
    let target: HTTPTarget
    do throws(ConversionProblem) {
      target = try CellAddress.target(of: text)
    } catch {
      throw Failure(.invalid, code: error.code, message: error.sentence)
    }
    do throws(ConversionProblem) {
      try AddressRules(access).check(target)
    } catch {
      throw Failure(
        .invalid, code: error.code,
        message: error.code == "host-not-allowed"
          ? "Nothing is fetched from \(target.server): it is none of the hosts that the administrator allows."
          : "Nothing is fetched from \(target.server): it is an address inside this network or this machine.")
    }
  }
}
