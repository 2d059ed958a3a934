/// A table of plain texts, aligned by the columns they take on a screen.
struct TextTable {
  struct Column {
    var title: String
    var isRight = false
    /// Wider texts are cut.
    var most = Int.max
  }

  struct Cell {
    var text: String
    var colour: Terminal.Colour?

    init(_ text: String, _ colour: Terminal.Colour? = nil) {
      self.text = text
      self.colour = colour
    }
  }

  var columns: [Column]
  var rows: [[Cell]] = []

  func lines(for terminal: Terminal) -> [String] {
    let widths = columns.indices.map { index in
      let texts = [columns[index].title] + rows.map { $0[index].text }
      return min(columns[index].most, texts.map { DisplayWidth.of(DisplayWidth.harmless($0)) }.max() ?? 0)
    }
    let header = line(columns.map { Cell($0.title, .bold) }, widths, terminal)
    return [header] + rows.map { line($0, widths, terminal) }
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
    let parts = cells.indices.map { index in
      let text = DisplayWidth.fit(cells[index].text, widths[index], isRight: columns[index].isRight)
      return terminal.painted(text, cells[index].colour)
    }
    return String(parts.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }
}
