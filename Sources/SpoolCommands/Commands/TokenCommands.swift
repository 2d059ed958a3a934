import ArgumentParser
import Glibc
import JobProcessing
import SpoolWeb

/// Who may log in to the page and the API.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Give and take access tokens of the page and the API.",
    discussion: """
      People log in with a token, programs send it as 'Authorization: Bearer <token>'. It is shown once; the spool keeps \
      a salted code of it. A running server notices changes within a second.
      """,
    subcommands: [TokenAdd.self, TokenList.self, TokenRemove.self])
}

struct TokenAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Make a token, and print it once. It replaces an earlier one of that name.")

  @Argument(help: "Whose it is; jobs name it as their submitter.")
  var name: String

  @Option(help: "operator: submits and steers jobs. admin: also changes presets and limits.")
  var role = Visitor.Role.operator

  @OptionGroup var options: SpoolOptions

  func run() throws {
    guard AccessToken.isName(name) else {
      throw CommandFailure(EX_DATAERR, "'\(name)' cannot be a name: use up to 60 letters and digits, without blanks.")
    }
    let (token, text) = try AccessToken.make(name: name, role: role)
    try TokenTarget.reporting { try TokenTarget.file(options).add(token) }
    Terminal.output.line(text)
  }
}

struct TokenList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Print the names and roles.")

  @OptionGroup var options: SpoolOptions

  func run() throws {
    let tokens = try TokenTarget.reporting { try TokenTarget.file(options).tokens() }
    for token in tokens { Terminal.output.line("\(token.role.rawValue)\t\(token.name)") }
  }
}

struct TokenRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take a token away; whoever is logged in with it has to log in again.")

  @Argument var name: String

  @OptionGroup var options: SpoolOptions

  func run() throws {
    guard try TokenTarget.reporting({ try TokenTarget.file(options).remove(name) }) else {
      throw CommandFailure(EX_NOINPUT, "There is no token of the name '\(name)'.")
    }
  }
}

extension Visitor.Role: ExpressibleByArgument {}

/// The file that the commands work on.
enum TokenTarget {
  static func file(_ options: SpoolOptions) throws -> TokenFile {
    // The spool must be there, so that a token does not land beside a mistyped folder.
    TokenFile(try options.open().configuration.pageAccess.tokens)
  }

  static func reporting<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let problem as TokenFile.Problem {
      throw CommandFailure(EX_NOPERM, problem.description)
    }
  }
}
