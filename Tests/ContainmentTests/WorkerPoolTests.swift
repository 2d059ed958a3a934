import Glibc
import JobModel
import Testing

@testable import Containment

/// Workers are Python scripts; `ask` is what each does with a request.
@Suite struct WorkerPoolTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A worker with `def ask(request)`, which returns a reply, or writes with `say` what it likes and returns nothing.
  private func pool(
    _ body: String, _ options: WorkerOptions = WorkerOptions(count: 1), start: String = "",
    limits: ProcessLimits? = nil
  ) throws -> WorkerPool {
    let script = try folder.script(
      "worker.py",
      """
      #!/usr/bin/env python3
      import sys, json, os, signal, time
      def say(text):
        sys.stdout.buffer.write(text if isinstance(text, bytes) else text.encode())
        sys.stdout.buffer.flush()
      \(start)
      def ask(request):
      \(body.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      for line in sys.stdin:
        request = json.loads(line)
        reply = ask(request)
        if reply is not None:
          reply["id"] = request["id"]
          say(json.dumps(reply) + "\\n")
      """)
    let program = ChildProgram(
      arguments: [script], environment: ChildProgram.environment(folder: folder.path), folder: folder.path,
      limits: limits)
    return WorkerPool(program, options: options, containment: containment)
  }

  private let containment = ContainmentOptions(launcher: [helper, "run-limited"], grace: .milliseconds(200))
  private static let echo = "return {'value': request['value'], 'pid': os.getpid()}"

  private func code(_ pool: WorkerPool, deadline: Duration = .seconds(20)) async -> ContainmentError? {
    do throws(ContainmentError) {
      _ = try await pool.call(["value": 0], deadline: deadline)
      return nil
    } catch {
      return error
    }
  }

  @Test func nothingOfOurEnvironmentGoesAlong() async throws {
    #expect(setenv("OPENAI_API_KEY", "sk-12345678", 1) == 0)
    #expect(setenv("CREDENTIALS_DIRECTORY", "/", 1) == 0)
    let pool = try pool("return {'value': sorted(os.environ)}", WorkerOptions(count: 1))
    let reply = try await pool.call(["value": 0], deadline: .seconds(20))
    let names = reply["value"]?.array?.compactMap(\.string) ?? []
    // Python adds LC_CTYPE itself where it is missing.
    #expect(Set(names).subtracting(["LC_CTYPE"]) == ["HOME", "LANG", "PATH", "SWIFT_BACKTRACE", "TMPDIR"])
    await pool.shutDown()
  }

  @Test func answersAreTheirRequestsOwn() async throws {
    let pool = try pool(Self.echo, WorkerOptions(count: 2))
    await withTaskGroup(of: Void.self) { group in
      for value in 0..<200 {
        group.addTask {
          let reply = try? await pool.call(["value": .integer(Int64(value))], deadline: .seconds(60))
          #expect(reply?["value"] == .integer(Int64(value)))
          #expect(reply?["id"] == nil)
        }
      }
    }
    await pool.shutDown()
  }

  @Test func workersStayWarm() async throws {
    let pool = try pool(Self.echo)
    let first = try await pool.call(["value": 1], deadline: .seconds(300))
    let second = try await pool.call(["value": 2], deadline: .seconds(300))
    #expect(first["pid"] == second["pid"])
    await pool.shutDown()
    #expect(try #require(first["pid"]?.integer).isGone)
  }

  @Test func workersAreRecycledAfterTheirRequests() async throws {
    let pool = try pool(Self.echo, WorkerOptions(count: 1, keepReady: 1, recycleAfter: 2))
    var workers: [Int] = []
    for _ in 0..<6 {
      workers.append(try #require(try await pool.call(["value": 1], deadline: .seconds(300))["pid"]?.integer))
    }
    #expect(Set(workers).count == 3)
    #expect(workers[0] == workers[1] && workers[2] == workers[3] && workers[4] == workers[5])
    await pool.shutDown()
  }

  @Test func aWorkerThatDiesFailsItsRequestAndIsReplaced() async throws {
    let pool = try pool(
      """
      if request['value'] == 0:
        sys.stderr.write("oh dear\\n")
        sys.exit(3)
      return {'value': request['value']}
      """)
    let error = await code(pool)
    #expect(error?.code == .endedEarly(status: 3))
    #expect(error?.errorTail == "oh dear\n")
    #expect(error.map(\.description)?.hasSuffix("worker.py' ended (exit status 3) before it had answered.") == true)
    #expect(try await pool.call(["value": 5], deadline: .seconds(300))["value"] == 5)
    await pool.shutDown()
  }

  @Test(arguments: [
    ("os.kill(os.getpid(), signal.SIGSEGV)", ContainmentError.Code.crashed(signal: SIGSEGV)),
    ("os.kill(os.getpid(), signal.SIGXCPU)", .limitReached(.cpuTime)),
    ("os.kill(os.getpid(), signal.SIGKILL)", .limitReached(.memory)),
    ("sys.stderr.write('failed to allocate 9 bytes'); sys.stderr.flush(); os.abort()", .limitReached(.memory)),
  ])
  func theWayOfDyingIsTold(body: String, expected: ContainmentError.Code) async throws {
    let pool = try pool(body)
    #expect(await code(pool)?.code == expected)
    await pool.shutDown()
  }

  @Test(arguments: [
    ("say('{\"id\":%d}\\n{\"id\":%d}\\n' % (request['id'], request['id']))", "It answered one request with 2 lines."),
    ("say('{\"id\":99}\\n')", "It answered request 99 and was asked request 1."),
    ("say('hello\\n')", "Its answer is not JSON: a value was expected at byte 0."),
    ("say(b'{\"a\":\"\\xff\"}\\n')", "Its answer is not JSON: the text is not UTF-8 at byte 8."),
    ("say('[1]\\n')", "Its answer is no JSON object."),
    ("say('x' * 3000000)", "A line of its answer is longer than 1048576 bytes."),
  ])
  func badRepliesFailTheirRequest(body: String, reason: String) async throws {
    let pool = try pool(body)
    let error = await code(pool)
    #expect(error?.code == .badReply)
    #expect(error?.reason == reason)
    await pool.shutDown()
  }

  @Test func aWorkerThatSpeaksUnaskedIsReplaced() async throws {
    let pool = try pool(
      """
      say(json.dumps({'pid': os.getpid()}) + "\\n")
      if request['value'] == 0:
        say('{"again": true}\\n')
        signal.pause()
      """)
    let first = try? await pool.call(["value": 0], deadline: .seconds(300))
    // The second line may come with the first one, and then the request fails; the worker goes in both cases.
    if let worker = first?["pid"]?.integer { await worker.gone() }
    #expect(try await pool.call(["value": 1], deadline: .seconds(300))["pid"]?.integer != first?["pid"]?.integer)
    await pool.shutDown()
  }

  @Test func aReplyWithoutAnIdIsTaken() async throws {
    let pool = try pool("say('{\"fine\":true}\\n')")
    #expect(try await pool.call([:], deadline: .seconds(300)) == ["fine": true])
    await pool.shutDown()
  }

  @Test func theDeadlineKillsTheWholeGroup() async throws {
    let pool = try pool(
      """
      child = os.fork()
      if child == 0: time.sleep(1000)
      open("child", "w").write(str(child))
      time.sleep(1000)
      """)
    #expect(await code(pool, deadline: .seconds(2))?.code == .deadlinePassed)
    await pool.shutDown()
    let child = try #require(Int(shell("cat '\(folder.path)/child'").output))
    await child.gone()
  }

  @Test func cancellingTheCallKillsItsWorkerOnly() async throws {
    let pool = try pool(
      """
      if request['value'] == 0:
        open("begun", "w").close()
        time.sleep(1000)
      return {'value': 1}
      """)
    let call = Task { await code(pool) }
    await folder.waitForFile("begun")
    call.cancel()
    #expect(await call.value?.code == .cancelled)
    #expect(try await pool.call(["value": 1], deadline: .seconds(300))["value"] == 1)
    await pool.shutDown()
  }

  @Test func cancellingAWaitingCallLeavesTheWorkerAlone() async throws {
    let pool = try pool("while not os.path.exists('go'): time.sleep(0.01)\nreturn {'pid': os.getpid()}")
    let first = Task { try await pool.call([:], deadline: .seconds(300)) }
    let second = Task { await code(pool) }
    second.cancel()
    #expect(await second.value?.code == .cancelled)
    _ = try folder.script("go", "")
    _ = try await first.value
    await pool.shutDown()
  }

  @Test func aMissingProgramFailsAtOnce() async throws {
    let program = ChildProgram(
      arguments: ["no-such-program"], environment: ChildProgram.environment(folder: folder.path), folder: folder.path)
    let pool = WorkerPool(program, options: WorkerOptions(count: 1), containment: containment)
    let error = await code(pool)
    #expect(error?.code == .programNotFound)
    #expect(error?.description == "The program 'no-such-program' was not found.")
    await pool.shutDown()
  }

  @Test func shutDownRefusesNewAndWaitingCalls() async throws {
    let pool = try pool("open('begun', 'w').close()\ntime.sleep(1000)")
    let busy = Task { await code(pool) }
    await folder.waitForFile("begun")
    let waiting = Task { await code(pool) }
    await pool.shutDown()
    #expect(await busy.value?.code == .shutDown)
    #expect(await waiting.value?.code == .shutDown)
    #expect(await code(pool)?.code == .shutDown)
  }

  @Test func aRequestUnderWayMayEndDuringShutDown() async throws {
    let pool = try pool("open('begun', 'w').close()\ntime.sleep(0.1)\nreturn {'fine': True}")
    let busy = Task { try await pool.call([:], deadline: .seconds(300)) }
    await folder.waitForFile("begun")
    await pool.shutDown()
    #expect(try await busy.value["fine"] == true)
  }

  @Test func aWorkerThatIgnoresItsEndIsKilled() async throws {
    let pool = try pool(
      "return {'pid': os.getpid()}",
      start: "import atexit\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\natexit.register(time.sleep, 1000)")
    let worker = try #require(try await pool.call([:], deadline: .seconds(300))["pid"]?.integer)
    await pool.shutDown()
    #expect(worker.isGone)
  }

  @Test func aProgramThatEndsAtOnceFailsEveryCallAndHangsNone() async throws {
    let program = ChildProgram(
      arguments: ["true"], environment: ChildProgram.environment(folder: folder.path), folder: folder.path)
    let pool = WorkerPool(program, options: WorkerOptions(count: 1, keepReady: 1), containment: containment)
    for _ in 0..<4 { #expect(await code(pool)?.code == .endedEarly(status: 0)) }
    await pool.shutDown()
  }

  @Test func cancellingAtAnyMomentLeavesThePoolWorking() async throws {
    let pool = try pool(Self.echo, WorkerOptions(count: 2))
    await withTaskGroup(of: Void.self) { group in
      for value in 0..<60 {
        group.addTask {
          let call = Task { try await pool.call(["value": .integer(Int64(value))], deadline: .seconds(60)) }
          if value % 3 == 0 {
            try? await ContinuousClock().sleep(for: .microseconds(value * 500))
            call.cancel()
          }
          switch await call.result {
          case .success(let reply): #expect(reply["value"] == .integer(Int64(value)))
          case .failure(let error): #expect((error as? ContainmentError)?.code == .cancelled)
          }
        }
      }
    }
    #expect(try await pool.call(["value": 1], deadline: .seconds(300))["value"] == 1)
    await pool.shutDown()
  }

  @Test func largeRequestsArriveWhole() async throws {
    let pool = try pool("return {'length': len(request['text'])}")
    let text = String(repeating: "行", count: 1_000_000)
    #expect(try await pool.call(["text": .string(text)], deadline: .seconds(300))["length"] == 1_000_000)
    await pool.shutDown()
  }

  @Test func aWorkerThatNeverReadsIsStoppedAtTheDeadline() async throws {
    let pool = try pool("return {}", start: "time.sleep(1000)")
    let text = String(repeating: "x", count: 1_000_000)
    let call = Task { () -> ContainmentError? in
      do throws(ContainmentError) {
        _ = try await pool.call(["text": .string(text)], deadline: .seconds(1))
        return nil
      } catch {
        return error
      }
    }
    #expect(await call.value?.code == .deadlinePassed)
    await pool.shutDown()
  }

  @Test func childrenOfOursSetTheirOwnLimits() async throws {
    let program = ChildProgram(
      arguments: [helper, "reading-child"], environment: ChildProgram.environment(folder: folder.path),
      folder: folder.path)
    let pool = WorkerPool(program, options: .freshChildren(), containment: containment)
    #expect(try await pool.call(["do": "nothing"], deadline: .seconds(300)) == ["done": "nothing"])
    for (work, expected) in [
      ("compute", ContainmentError.Code.limitReached(.cpuTime)), ("allocate", .limitReached(.memory)),
      ("trap", .crashed(signal: SIGILL)), ("leave", .endedEarly(status: 9)), ("wait", .deadlinePassed),
    ] {
      do throws(ContainmentError) {
        _ = try await pool.call(["do": .string(work)], deadline: .seconds(work == "wait" ? 1 : 20))
        Issue.record("\(work) was answered")
      } catch {
        #expect(error.code == expected)
      }
    }
    await pool.shutDown()
  }

  @Test func limitsHoldWorkers() async throws {
    let pool = try pool(
      "x = bytearray(600 << 20)", limits: ProcessLimits(addressSpace: 256 << 20))
    #expect(await code(pool)?.code == .limitReached(.memory))
    await pool.shutDown()
  }
}
