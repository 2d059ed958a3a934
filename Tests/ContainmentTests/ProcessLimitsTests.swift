import Glibc
import Testing

@testable import Containment

@Suite struct ProcessLimitsTests {
  private func run(_ limits: ProcessLimits, _ command: String) -> String {
    shell("exec '\(helper)' run-limited \(limits.arguments.joined(separator: " ")) -- \(command)").output
  }

  @Test func stopEndlessComputing() {
    let result = shell("'\(helper)' run-limited --cpu 1 -- python3 -c 'while True: pass'; echo $?")
    #expect(result.output.hasSuffix("\(128 + SIGXCPU)\n"))
  }

  @Test func refuseMemoryBeyondTheLimit() {
    let output = run(ProcessLimits(addressSpace: 256 << 20), "python3 -c 'bytearray(500 << 20)'")
    #expect(output.contains("MemoryError"))
  }

  @Test func areAllInForceInTheProgram() {
    let limits = ProcessLimits(
      addressSpace: 900 << 20, cpuSeconds: 7, openFiles: 33, fileSize: 4 << 20, processes: 12_345)
    let output = run(limits, "cat /proc/self/limits /proc/self/status")
    let lines = output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("Max address space 943718400 943718400 bytes"))
    #expect(lines.contains("Max cpu time 7 8 seconds"))
    #expect(lines.contains("Max open files 33 33 files"))
    #expect(lines.contains("Max file size 4194304 4194304 bytes"))
    #expect(lines.contains("Max processes 12345 12345 processes"))
    #expect(lines.contains("Max core file size 0 0 bytes"))
    #expect(lines.contains("NoNewPrivs:\t1"))
  }

  @Test func comeBackFromTheirArguments() {
    let limits = ProcessLimits(addressSpace: 1, cpuSeconds: 2, openFiles: 3, fileSize: 4, processes: 5)
    var arguments = (limits.arguments + ["--", "program", "--cpu"])[...]
    #expect(ProcessLimits(taking: &arguments) == limits)
    #expect(arguments == ["program", "--cpu"])
  }

  @Test(arguments: [["--cpu"], ["--cpu", "x", "--"], ["--what", "1", "--"], ["--cpu", "-1", "--"], ["--cpu", "1"]])
  func areNotTakenFromWrongArguments(words: [String]) {
    var arguments = words[...]
    #expect(ProcessLimits(taking: &arguments) == nil)
  }

  @Test(arguments: [("nosuch-program", 127), ("/etc/passwd", 126), ("/etc", 126)])
  func launcherSaysThatAProgramCannotBeStarted(program: String, status: Int32) {
    #expect(shell("'\(helper)' run-limited -- \(program); echo $?").output.hasSuffix("\n\(status)\n"))
  }
}
