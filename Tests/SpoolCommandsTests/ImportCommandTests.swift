import Foundation
import Glibc
import JobModel
import SystemPackage
import TestSupport
import Testing
import Workflows

/// `rowspool import dify` against the stand-in.
@Suite(.serialized) struct ImportCommandTests {
  /// A folder with a key file for one kind of app.
  private struct Place {
    let spool = try? CommandedSpool(made: false)
    let folder: FilePath
    let standIns: StandIns

    init(_ app: String, mode: mode_t = 0o600) async throws {
      folder = try #require(spool).folder
      standIns = try await StandIns.start()
      try Data("test-key-dify-\(app)\n".utf8).write(to: URL(fileURLWithPath: folder.appending("app.key").string))
      try #require(chmod(folder.appending("app.key").string, mode) == 0)
    }

    func run(_ more: String...) throws -> CommandRun {
      try CommandRun(
        [
          "import", "dify", "--url", standIns.url("dify/"), "--key-file", "app.key", "--templates", "t",
        ] + more, in: folder)
    }

    func load(_ name: String) throws -> WorkflowDefinition? {
      try WorkflowLibrary(searchPath: [folder.appending("t")]).load(name)
    }
  }

  @Test func writesAWorkflowThatLoads() async throws {
    let place = try await Place("workflow")
    let run = try place.run("--name", "shots")
    #expect(run.status == 0)
    #expect(run.output.contains("The field 'weather' is filled in by Dify itself; it has no column."))
    let workflow = try #require(try place.load("shots"))
    #expect(
      workflow.columns.map(\.name) == [
        "title", "body", "qty", "style", "hd", "photo", "refs_1", "refs_2", "refs_3", "meta",
      ])
    #expect(!workflow.source.contains("test-key-"))
    #expect(workflow.source.contains(place.folder.appending("app.key").string))
  }

  @Test func replacesNothingByItself() async throws {
    let place = try await Place("chat")
    #expect(try place.run().status == 0)
    let again = try place.run()
    #expect(again.status == EX_CANTCREAT)
    #expect(again.errors.contains("is there already. Choose another --name, or replace it with --force."))
    #expect(try place.run("--force").status == 0)
    #expect(try place.load("stand-in-chat")?.columns.first?.name == "query")
  }

  @Test func refusesAKeyThatOthersCanRead() async throws {
    let run = try await Place("workflow", mode: 0o644).run()
    #expect(run.status == EX_NOPERM)
    #expect(run.errors.contains("others can read"))
  }

  @Test func asksForWhatAnOldServerDoesNotSay() async throws {
    let place = try await Place("completion")
    try await place.standIns.settings(["isOld": true], service: "dify")
    let run = try place.run("--name", "old")
    #expect(run.status == EX_DATAERR)
    #expect(run.errors.contains("Add --app with one of"))
    #expect(try place.run("--name", "old", "--app", "completion").status == 0)
    let workflow = try await Place("workflow")
    try await workflow.standIns.settings(["isOld": true], service: "dify")
    #expect(try workflow.run("--name", "old").status == 0)
  }
}
