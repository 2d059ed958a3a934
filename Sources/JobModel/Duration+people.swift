extension Duration {
  /// A duration in a sentence, rounded: `500 ms`, `2.5 s`, `10 min`, `24 h`.
  package var forPeople: Message {
    let milliseconds = wholeMilliseconds
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    if milliseconds < 120_000 { return "\(Self.tenths(inSeconds)) s" }
    if milliseconds < 7_200_000 { return "\((milliseconds + 30_000) / 60_000) min" }
    return "\(Self.tenths(inSeconds / 3600)) h"
  }

  private static func tenths(_ value: Double) -> String {
    CellValue.shortestText(of: (value * 10).rounded() / 10)
  }
}
