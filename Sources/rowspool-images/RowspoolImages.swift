import Glibc
import ImageProcessing
import JobModel

/// The picture child: one JSON request a line on standard input, one JSON reply a line on standard output.
///
///     rowspool-images --read DIR... --write DIR... [--memory BYTES] [--cpu SECONDS] [--pictures COUNT]
///         [--pixels COUNT]
///     rowspool-images --render IN.svg OUT.jpg [--width PIXELS] [--orientation 1...8]
///
/// It ends with status 0 when its input ends, after `--pictures` requests, or after one internal error: its pool then
/// starts another. It ends with 64 for wrong arguments, 70 when it cannot confine itself or start libvips, and by a
/// signal when a picture crashes it or takes more computing time than allowed: that picture's row fails, nothing else.
@main
struct RowspoolImages {
  static func main() {
    // GLib and libvips read names and word their errors by it.
    setlocale(LC_ALL, "C.UTF-8")
    do {
      switch try ChildArguments(CommandLine.arguments.dropFirst()) {
      case .serve(let options): try PictureChild(options).run()
      case .render(let rendering): try rendering.run()
      }
    } catch let error as ChildArguments.Problem {
      complain(error.description)
      exit(64)
    } catch let error as PictureError {
      complain([error.failure.message.english, error.failure.detail].compactMap(\.self).joined(separator: " "))
      exit(70)
    } catch {
      complain("\(error)")
      exit(70)
    }
  }

  private static func complain(_ text: String) {
    let line = Array("rowspool-images: \(text)\n".utf8)
    _ = write(2, line, line.count)
  }
}
