import CLibXlsxWriter
import JobModel

/// What a cell is, which decides how it looks. The meaning is always in words too: no colour alone says anything.
enum CellStyle: Hashable {
  case plain
  /// Text that a spreadsheet program would take for something else if it were typed in again.
  case guardedText
  case link
  case wrapped
  case inputHeader
  case resultHeader
  case status(ResultState)
  case mark(FileMark)
  case title
  case label
  case note
  /// A number that stands at the left, beside texts.
  case leading
  /// A row that shows what to write, and is never run.
  case example
  /// An empty cell that asks to be filled in.
  case entry
  /// The first cell of a line whose texts may be wrapped.
  case tableLabel
  /// A cell that is to be corrected.
  case problem
  /// The same where the header is.
  case problemHeader

  /// Fill, text: pairs that differ in lightness for every kind of colour vision, and are legible in print.
  fileprivate var colours: (fill: UInt32, text: UInt32)? {
    switch self {
    case .inputHeader: (0xE7E6E6, 0x1F1F1F)
    case .resultHeader: (0x1F4E79, 0xFFFFFF)
    case .entry: (0xFFF8DC, 0x1F1F1F)
    case .status(.done), .mark(.good): (0xDCEBF7, 0x0B3C66)
    case .status(.warning): (0xFFF2CC, 0x5C4400)
    case .status(.failed), .mark(.bad), .problem, .problemHeader: (0xF4B183, 0x4A1A00)
    case .status(.unknown): (0xE4D7F0, 0x3D1C5C)
    case .status(.cancelled): (0xD9D9D9, 0x333333)
    case .status(.running): (0xD5F0EA, 0x0B4A3E)
    case .status(.pending), .status(.retrying): (0xFFFFFF, 0x404040)
    default: nil
    }
  }

  /// The solid colour of a state in the chart.
  static func chartColour(of state: ResultState) -> UInt32 {
    switch state {
    case .done: 0x2E75B6
    case .warning: 0xF2C037
    case .failed: 0xD1601A
    case .unknown: 0x7D4FA3
    case .cancelled: 0x7F7F7F
    case .running: 0x2A9D84
    case .pending: 0xBFBFBF
    case .retrying: 0xA6A6A6
    }
  }

  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if let colours {
      format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_fg_color(format, colours.fill)
      format_set_font_color(format, colours.text)
    }
    switch self {
    case .guardedText: format_set_num_format(format, "@")
    case .link:
      format_set_font_color(format, 0x0563C1)
      format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
      format_set_indent(format, 1)
    case .wrapped:
      format_set_text_wrap(format)
      format_set_indent(format, 1)
    case .note:
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .problem:
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xC55A11)
    case .inputHeader, .resultHeader, .problemHeader:
      format_set_bold(format)
      format_set_text_wrap(format)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_bottom_color(format, 0x7F7F7F)
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 16)
    case .label: format_set_bold(format)
    case .example:
      format_set_italic(format)
      format_set_font_color(format, 0x7F7F7F)
      format_set_num_format(format, "@")
    case .tableLabel:
      format_set_bold(format)
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .entry:
      format_set_num_format(format, "@")
      format_set_bottom(format, UInt8(LXW_BORDER_HAIR.rawValue))
      format_set_bottom_color(format, 0x7F7F7F)
    case .leading: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    // Numbers stand at the right of the column before.
    case .status: format_set_indent(format, 1)
    case .mark: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .plain: break
    }
  }
}
