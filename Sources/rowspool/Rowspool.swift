import Glibc
import SpoolCommands

@main struct Rowspool {
  static func main() async {
    // Names in any script, and ZIP entries that say they are UTF-8.
    setlocale(LC_ALL, "C.UTF-8")
    // A reader that goes away (`rowspool log | head`) is an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    ChildCommands.runIfAsked()
    await RowspoolCommand.start()
  }
}
