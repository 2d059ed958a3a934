/// Workflows that the tests' servers run.
extension TemporarySpoolServer {
  /// Adds `ledger`: two steps by a small program that notes in the ledger that it ran, and doubles a number. A row's
  /// `way` says how its first step goes.
  /// - Parameter column: a further input column, as a line of YAML.
  package func addLedgerWorkflow(adding column: String = "") throws {
    try addWorkflow(
      "ledger",
      """
      titles: {en: Ledger}
      columns:
        - {name: key, titles: {en: Key}, type: text, required: true}
        - {name: n, titles: {en: Number}, type: integer, required: true}
        - {name: way, type: text, default: ok}
      \(column)
      steps:
        - name: first
          command:
            run: ["./double.sh", first, "{{key}}", "{{n}}", "{{way}}", "\(ledger.path)"]
            outputs: {double: {type: integer}}
        - name: second
          command:
            run: ["./double.sh", second, "{{key}}", "{{first.double}}", "{{way}}", "\(ledger.path)"]
            outputs: {quadruple: {type: integer}, note: {file: note.txt}}
      results:
        - {name: quadruple}
        - {name: note}
      """, programs: ["double.sh": Self.doubling])
  }

  /// `ok`; `slow`: 0.3 s; `hold`: until the file `<ledger>.go` is there; `bad`: cannot be done; `flaky`: works at the
  /// third try; `never`: asks for another try each time; `second`: its second step fails until `<ledger>.go` is there.
  private static let doubling = """
    #!/bin/sh
    echo "$1 $2" >> "$5"
    case "$4" in
    slow) sleep 0.3 ;;
    hold) while [ ! -e "$5.go" ]; do sleep 0.05; done ;;
    bad) echo "The number $3 is bad." >&2; exit 65 ;;
    flaky) [ "$1" = second ] || [ "$(grep -c -x "$1 $2" "$5")" -ge 3 ] || exit 75 ;;
    never) exit 75 ;;
    second) [ "$1" = first ] || [ -e "$5.go" ] || { echo "Not yet." >&2; exit 65; } ;;
    esac
    if [ "$1" = first ]; then name=double; else name=quadruple; echo "$2: $3" > note.txt; fi
    echo "{\\"$name\\": $(($3 * 2))}"
    """

  /// Adds `pass`: no steps, each row passes through.
  package func addPassingWorkflow() throws {
    try addWorkflow(
      "pass",
      """
      columns:
        - {name: key, type: text, required: true}
        - {name: n, type: integer}
      results:
        - {name: again, from: key}
      """)
  }

  /// Adds `picture`: an image step that turns each picture into a small JPEG.
  package func addPictureWorkflow() throws {
    try addWorkflow(
      "picture",
      """
      columns:
        - {name: image, titles: {en: Image}, type: image, required: true}
        - {name: size, type: integer, default: 32}
      steps:
        - name: small
          image: {input: "{{image}}", operations: [{fit: {size: "{{size}}"}}], format: jpg}
      """)
  }
}
