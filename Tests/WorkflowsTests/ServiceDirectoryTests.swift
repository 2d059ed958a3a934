import Glibc
import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct ServiceDirectoryTests {
  private let folder: TemporaryFolder
  private let workflow: WorkflowDefinition

  init() throws {
    folder = try TemporaryFolder()
    workflow = try WorkflowDefinition(yaml: "columns: [{name: a}]", id: "cups")
  }

  private func directory(_ environment: [String: String] = [:]) -> ServiceDirectory {
    ServiceDirectory(
      searchPath: [folder.path.appending("own"), folder.path.appending("shared")], environment: environment)
  }

  private func writeKey(_ text: String, to name: String) throws {
    try folder.write(text, to: name)
    #expect(chmod(folder.path.appending(name).string, 0o600) == 0)
  }

  @Test func givesAServiceWithItsKey() throws {
    try folder.write(
      """
      openai:
        url: https://API.openai.com/v1/
        key-file: keys/openai.key
        headers: {OpenAI-Organization: org-1}
        hosts: ["*.blob.core.windows.net"]
        limits: {inFlight: 3, perMinute: 60}
      """, to: "shared/services.yaml")
    try writeKey("sk-12345678\n", to: "shared/keys/openai.key")
    let directory = directory()
    let access = try directory.service("openai", of: workflow)
    #expect(access.baseURL == "https://API.openai.com/v1")
    #expect(
      access.headers == [
        HTTPHeader("OpenAI-Organization", "org-1"), HTTPHeader("Authorization", "Bearer sk-12345678"),
      ])
    #expect(access.secrets == ["sk-12345678"])
    #expect(Set(access.access.hosts.map(\.description)) == ["api.openai.com:443", "*.blob.core.windows.net"])
    #expect(access.access.privateHosts.map(\.description) == ["api.openai.com:443"])
    #expect(access.backEnd.endpoint == "https://api.openai.com:443")
    #expect(access.backEnd.key.count == 16)
    #expect(directory.limits(of: access.backEnd) == ServiceLimits(inFlight: 3, perMinute: 60))
    #expect(directory.secrets == ["sk-12345678"])
  }

  @Test func readsTheKeyAtEachUse() throws {
    try folder.write("s: {url: 'http://127.0.0.1:9', key-file: k}", to: "own/services.yaml")
    let directory = directory()
    let path = folder.path.appending("own/k")
    let failure = #expect(throws: Failure.self) { try directory.service("s", of: workflow) }
    #expect(failure?.class == .auth)
    #expect(failure?.code == "key-missing")
    #expect(
      failure?.message
        == """
        The key of the service 's' is not there: \(path) is missing. Put it there with: \
        install -D -m 600 -o \(userName) /dev/stdin \(path)
        """)
    try writeKey("first-key", to: "own/k")
    let first = try directory.service("s", of: workflow)
    try writeKey("other-key", to: "own/k")
    let second = try directory.service("s", of: workflow)
    #expect(first.headers == [HTTPHeader("Authorization", "Bearer first-key")])
    #expect(second.headers == [HTTPHeader("Authorization", "Bearer other-key")])
    #expect(first.backEnd != second.backEnd)
    #expect(directory.secrets == ["first-key", "other-key"])
  }

  private var userName: String {
    String(cString: getpwuid(geteuid()).pointee.pw_name)
  }

  @Test func takesTheFirstFolderThatHasAName() throws {
    try folder.write("a: {url: 'http://own/'}", to: "own/services.yaml")
    try folder.write("a: {url: 'http://shared/'}\nb: {url: 'http://b/'}", to: "shared/services.yaml")
    #expect(try directory().service("a", of: workflow).baseURL == "http://own")
    #expect(try directory().service("b", of: workflow).baseURL == "http://b")
  }

  @Test func takesWhatIsLeftOpenFromTheNextFolderButNeverTheKey() throws {
    let shared = "key-file: k\n  auth: {header: x-key}\n  hosts: ['*.cdn']\n  limits: {inFlight: 2}\n"
    try folder.write(
      "a:\n  url: 'http://a/'\n  \(shared)b:\n  url: 'http://b/'\n  \(shared)", to: "shared/services.yaml")
    try folder.write("a: {url: 'http://own/', key-file: own}\nb: {url: 'http://local/'}", to: "own/services.yaml")
    try writeKey("own-key-1", to: "own/own")
    let access = try directory().service("a", of: workflow)
    #expect(access.headers == [HTTPHeader("x-key", "own-key-1")])
    #expect(access.access.hosts.map(\.description).sorted() == ["*.cdn", "own:80"])
    #expect(try directory().definition(of: "a", for: workflow).limits == ServiceLimits(inFlight: 2))
    #expect(try directory().service("b", of: workflow).headers.isEmpty)
  }

  @Test func readsChangedFilesAgain() throws {
    let directory = directory()
    let failure = #expect(throws: Failure.self) { try directory.service("comfyui", of: workflow) }
    #expect(failure?.code == "no-such-service")
    try folder.write("comfyui: {url: 'http://one:1'}", to: "own/services.yaml")
    #expect(try directory.service("comfyui", of: workflow).baseURL == "http://one:1")
    try folder.write("comfyui: {url: 'http://two:2'}", to: "own/services.yaml")
    #expect(try directory.service("comfyui", of: workflow).baseURL == "http://two:2")
    #expect(unlink(folder.path.appending("own/services.yaml").string) == 0)
    #expect(throws: Failure.self) { try directory.service("comfyui", of: workflow) }
  }

  @Test func suggestsTheServiceThatWasMeant() throws {
    try folder.write("openai: {url: 'http://a/'}", to: "own/services.yaml")
    let failure = #expect(throws: Failure.self) { try directory().service("openal", of: workflow) }
    #expect(
      failure?.message
        == """
        There is no service 'openal'. Did you mean 'openai'? Describe it in services.yaml in the folder of the \
        workflows.
        """)
  }

  @Test func rowsWaitWhileAFileHasAMistake() throws {
    try folder.write("openai: {urk: 'http://a/'}", to: "own/services.yaml")
    let failure = #expect(throws: Failure.self) { try directory().service("openai", of: workflow) }
    #expect(failure?.class == .throttled)
    #expect(
      failure?.detail
        == """
        \(folder.path.appending("own/services.yaml")), line 1: The key 'urk' is not known in 'openai'. Did you mean 'url'?
        \(folder.path.appending("own/services.yaml")), line 1: The key 'url' is missing in 'openai'.
        """)
  }

  @Test func aFileOfCommentsHasNoServices() throws {
    try folder.write("# openai:\n#   url: https://api.openai.com/v1\n", to: "own/services.yaml")
    #expect(try directory().shared().isEmpty)
  }

  @Test func aWorkflowsOwnServicesComeFirst() throws {
    try folder.write("a: {url: 'http://shared/'}", to: "own/services.yaml")
    let definition = try WorkflowDefinition(
      yaml: """
        columns: [{name: x}]
        services: {a: {url: "http://mine:8080/v1", auth: {header: X-Key, prefix: "Key "}, key-environment: MINE}}
        hosts: ["*"]
        """, id: "cups")
    let directory = directory(["MINE": "0123456789"])
    let access = try directory.service("a", of: definition)
    #expect(access.headers == [HTTPHeader("X-Key", "Key 0123456789")])
    let plain = try directory.service(nil, of: definition)
    #expect(plain.baseURL == nil)
    #expect(plain.headers.isEmpty)
    #expect(plain.access.hosts.map(\.description) == ["*"])
    #expect(plain.access.privateHosts.isEmpty)
  }

  @Test func whereAWorkflowMayCallIsAlwaysTodaysSaying() throws {
    let text = "columns: [{name: x}]\nhosts: [old.example.com]\n"
    try folder.write(text, to: "own/cups/workflow.yaml")
    let pinned = try WorkflowDefinition(yaml: text, id: "cups", folder: folder.path.appending("own/cups"))
    try folder.write("columns: [{name: y}]\nhosts: [new.example.com]\n", to: "own/cups/workflow.yaml")
    let directory = directory()
    #expect(try directory.service(nil, of: pinned).access.hosts.map(\.description) == ["new.example.com"])
    try folder.write("hosts: 7", to: "own/cups/workflow.yaml")
    #expect(try directory.service(nil, of: pinned).access.hosts.map(\.description) == ["old.example.com"])
  }

  @Test(arguments: [
    ("a: {url: ftp://x}", "'a, url' must be a whole web address such as https://api.example.com/v1."),
    (
      "a: {url: 'https://me:secret@x/'}",
      "'a, url' holds a user or password. Take it out, and put the key into a file ('key-file')."
    ),
    ("a: {url: 'https://x/?key=1'}", "'a, url' must end with a path: a base URL has no '?' and no '#'."),
    (
      "a: {url: 'http://x', hosts: ['https://y/']}",
      "'https://y/' is no host. Write api.example.com, *.example.com, 127.0.0.1:8188 or \"*\", without https://."
    ),
    ("a: {url: 'http://x', key-file: sk-abc}", "'a, key-file' must name the file that the key is in, not be the key."),
    (
      "a: {url: 'http://x', headers: {X-Api-Key: abc}}",
      "'a, headers, X-Api-Key' looks like a key. Keys do not belong here: use 'key-file' and 'auth'."
    ),
    (
      "a: {url: 'http://x', key-file: k, key-environment: K}",
      "'a' names its key twice: key-file, key-environment."
    ),
    (
      "a: {url: 'http://x', auth: bearer}",
      "'a' says how its key is sent, but not where it is. Add 'key-file', or take 'auth' out."
    ),
    ("a: {url: 'http://x', auth: basic}", "'a, auth' must be bearer, none, or {header: NAME}."),
    ("a b: {url: 'http://x'}", "'a b' cannot be the name of a service. Use letters, digits, '-' and '_'."),
  ])
  func saysWhatIsWrongInAFile(yaml: String, sentence: String) throws {
    try folder.write(yaml, to: "own/services.yaml")
    let failure = #expect(throws: Failure.self) { try directory().shared() }
    #expect(failure?.detail == "\(folder.path.appending("own/services.yaml")), line 1: \(sentence)")
  }
}
