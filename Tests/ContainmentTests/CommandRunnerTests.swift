import Glibc
import SystemPackage
import Testing

@testable import Containment

@Suite struct CommandRunnerTests {
  private let folder: TemporaryFolder
  private let runner = CommandRunner(
    ContainmentOptions(launcher: [helper, "run-limited"], grace: .milliseconds(300)))

  init() throws { folder = try TemporaryFolder() }

  private func invocation(
    _ arguments: String..., input: String = "", limits: ProcessLimits = ProcessLimits(),
    deadline: Duration = .seconds(30)
  ) -> CommandInvocation {
    CommandInvocation(
      arguments: arguments, folder: folder.path, environment: ["GIVEN": "value 值"], input: Array(input.utf8),
      limits: limits, deadline: deadline)
  }

  private func run(_ script: String, deadline: Duration = .seconds(30)) async throws -> CommandResult {
    try await runner.run(invocation("sh", "-c", script, deadline: deadline))
  }

  private func error(_ invocation: CommandInvocation) async -> ContainmentError? {
    do throws(ContainmentError) {
      _ = try await runner.run(invocation)
      return nil
    } catch {
      return error
    }
  }

  @Test func nothingOfOurEnvironmentGoesAlong() async throws {
    #expect(setenv("OPENAI_API_KEY", "sk-12345678", 1) == 0)
    #expect(setenv("CREDENTIALS_DIRECTORY", folder.path.string, 1) == 0)
    let result = try await runner.run(invocation("env"))
    let names = String(decoding: result.output, as: UTF8.self).split(separator: "\n").compactMap {
      $0.split(separator: "=").first
    }
    #expect(Set(names) == ["GIVEN", "HOME", "LANG", "PATH", "SWIFT_BACKTRACE", "TMPDIR"])
  }

  @Test func inputGoesInAndOutputComesOut() async throws {
    let result = try await runner.run(
      invocation("sh", "-c", "cat; echo bad >&2; exit 65", input: String(repeating: "x", count: 300_000)))
    #expect(result.status == .exited(65))
    #expect(result.output.count == 300_000)
    #expect(result.errorTail == "bad\n")
  }

  @Test func theEnvironmentIsTheGivenOne() async throws {
    let text = String(decoding: try await run("env | sort | grep -v '^_='; pwd").output, as: UTF8.self)
    let place = folder.path.string
    #expect(
      text == """
        GIVEN=value 值
        HOME=\(place)
        LANG=C.UTF-8
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        PWD=\(place)
        SWIFT_BACKTRACE=enable=no
        TMPDIR=\(place)
        \(place)\n
        """)
  }

  @Test func onlyTheStandardDescriptorsAreOpen() async throws {
    let text = String(decoding: try await run("ls /proc/self/fd | wc -l").output, as: UTF8.self)
    // The fourth is ls's own.
    #expect(text == "4\n")
  }

  @Test func aProgramNeedNotReadItsInput() async throws {
    let result = try await runner.run(
      invocation("sh", "-c", "exec <&-; echo done", input: String(repeating: "x", count: 1_000_000)))
    #expect(result.status == .exited(0))
    #expect(result.output == Array("done\n".utf8))
  }

  @Test func anEndlessProgramIsEndedWithItsChildren() async throws {
    let result = try await run("sleep 1000 & echo $!; trap '' TERM; while :; do sleep 1; done", deadline: .seconds(1))
    #expect(result.status == .deadlinePassed)
    try await child(of: result).gone()
  }

  @Test func aProgramMayEndItselfWhenAsked() async throws {
    let result = try await run("trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done", deadline: .seconds(1))
    #expect(result.status == .deadlinePassed)
    #expect(result.output == Array("bye\n".utf8))
  }

  @Test func childrenLeftBehindAreKilledAndTheirPipesNotWaitedFor() async throws {
    let result = try await run("sleep 1000 & echo $!; exit 3")
    #expect(result.status == .exited(3))
    try await child(of: result).gone()
  }

  @Test func aChildThatLeftTheGroupDoesNotHoldUsUp() async throws {
    let result = try await run("setsid sh -c 'echo $$; sleep 1000' & sleep 0.3; exit 0")
    #expect(result.status == .exited(0))
    // It still runs, with our pipes in its hands, and was not waited for.
    #expect(Glibc.kill(pid_t(try child(of: result)), SIGKILL) == 0)
  }

  @Test func aProgramThatClosesItsPipesIsStillWaitedFor() async throws {
    let result = try await run("exec >&- 2>&-; sleep 0.3; exit 7")
    #expect(result.status == .exited(7))
    let late = try await run("exec <&- >&- 2>&-; sleep 1000", deadline: .seconds(1))
    #expect(late.status == .deadlinePassed)
  }

  @Test func aFloodOfOutputIsStopped() async throws {
    let result = try await runner.run(invocation("head", "-c", "10000000000", "/dev/zero"))
    #expect(result.status == .outputTooLarge)
    #expect(result.output.count == 10 << 20)
  }

  @Test func ofErrorsTheEndIsKeptAsText() async throws {
    let result = try await run(#"head -c 10000000 /dev/zero | tr '\0' x >&2; printf '\377 end 完' >&2"#)
    #expect(result.status == .exited(0))
    #expect(result.errorTail.utf8.count <= 8 * 1024 + 2)
    #expect(result.errorTail.hasSuffix("xx\u{FFFD} end 完"))
  }

  @Test func bytesThatAreNoTextComeUnchanged() async throws {
    #expect(try await run(#"printf '\377\000\376'"#).output == [0xFF, 0, 0xFE])
  }

  @Test func aSignalIsNotAnExitStatus() async throws {
    #expect(try await run("kill -SEGV $$").status == .signalled(SIGSEGV))
    #expect(try await run("exit 139").status == .exited(139))
  }

  @Test func limitsHold() async throws {
    let busy = try await runner.run(
      invocation("python3", "-c", "while True: pass", limits: ProcessLimits(cpuSeconds: 1)))
    #expect(busy.status == .signalled(SIGXCPU))
    #expect(busy.cpuSeconds > 0.5)
    let large = try await runner.run(
      invocation("python3", "-c", "bytearray(500 << 20)", limits: ProcessLimits(addressSpace: 256 << 20)))
    #expect(large.status == .exited(1))
    #expect(large.errorTail.contains("MemoryError"))
    let writer = try await runner.run(
      invocation("sh", "-c", "head -c 100000 /dev/zero > file", limits: ProcessLimits(fileSize: 50_000)))
    #expect(writer.status != .exited(0))
  }

  @Test func cancellingEndsTheProgram() async throws {
    let runner = runner
    let invocation = invocation("sh", "-c", "echo > begun; sleep 1000")
    let call = Task { try await runner.run(invocation) }
    await folder.waitForFile("begun")
    call.cancel()
    #expect(try await call.value.status == .cancelled)
  }

  @Test func cancelledBeforeItsStartItEndsAtOnce() async throws {
    let runner = runner
    let invocation = invocation("sleep", "1000")
    let call = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await runner.run(invocation)
    }
    #expect(try await call.value.status == .cancelled)
  }

  @Test func aMissingProgramIsNamed() async throws {
    let error = await error(invocation("no-such-program"))
    #expect(error?.code == .programNotFound)
    #expect(error?.description == "The program 'no-such-program' was not found.")
    #expect(await self.error(invocation("./missing"))?.code == .programNotFound)
    #expect(await self.error(invocation(""))?.code == .programNotFound)
  }

  @Test func aFileThatIsNoProgramIsNamed() async throws {
    let file = try folder.script("notes.txt", "hello", permissions: [.ownerReadWrite])
    let error = await error(invocation(file))
    #expect(error?.code == .programNotExecutable)
    #expect(error?.description == "The program '\(file)' may not be executed.")
    #expect(await self.error(invocation(folder.path.string))?.code == .programNotExecutable)
  }

  @Test func aMissingFolderIsAnError() async throws {
    var invocation = invocation("true")
    invocation.folder = folder.path.appending("missing")
    let error = await error(invocation)
    #expect(error?.code == .startFailed)
    #expect(
      error?.description
        == "Could not start the program: 'true' (No such file or directory). Its working folder cannot be used.")
  }

  @Test func aProgramOfTheFolderRuns() async throws {
    _ = try folder.script("mine", "#!/bin/sh\necho mine\n")
    #expect(try await runner.run(invocation("./mine")).output == Array("mine\n".utf8))
  }

  @Test func aProgramOutlivesTheThreadsOfItsCall() async throws {
    #expect(try await run("sleep 2; exit 9").status == .exited(9))
  }

  @Test func everyChildDiesWithAServerThatIsKilled() async throws {
    let runner = runner
    let invocation = invocation(helper, "serve", folder.path.string)
    let server = Task { try await runner.run(invocation) }
    await folder.waitForFile("worker")
    await folder.waitForFile("command")
    let numbers = shell("cat '\(folder.path)/worker' '\(folder.path)/command'").output
      .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(numbers.count == 4)
    // Each names itself and the process that started it: the server.
    #expect(numbers[1] == numbers[3])
    Glibc.kill(pid_t(numbers[1]), SIGKILL)
    #expect(try await server.value.status == .signalled(SIGKILL))
    await numbers[0].gone()
    await numbers[2].gone()
  }

  @Test func manyRunAtOnce() async throws {
    let runner = runner
    let invocations = (0..<40).map { invocation("sh", "-c", "sleep 0.1; echo \($0)") }
    try await withThrowingTaskGroup(of: CommandResult.self) { group in
      for invocation in invocations { group.addTask { try await runner.run(invocation) } }
      for try await result in group { #expect(result.status == .exited(0)) }
    }
  }

  private func child(of result: CommandResult) throws -> Int {
    let line = String(decoding: result.output, as: UTF8.self).split(separator: "\n").first
    return try #require(line.flatMap { Int($0) })
  }
}
