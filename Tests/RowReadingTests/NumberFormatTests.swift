import JobModel
import Testing

@testable import RowReading

@Suite struct NumberFormatTests {
  private static func text(_ value: Double, _ code: String, _ system: DateSystem = .from1900) -> String {
    NumberFormat(code: code).text(of: value, system)
  }

  @Test(
    arguments: [
      (0, "0"), (1, "1"), (-1.5, "-1.5"), (0.1, "0.1"), (1.0 / 3, "0.333333333"), (123_456_789_012, "1.23457E+11"),
      (12_345_678_901, "12345678901"), (12_345_678.9012, "12345678.9"), (1234.56789012, "1234.56789"),
      (0.0001234567, "0.000123457"), (0.00001, "0.00001"), (0.00001234567, "1.23457E-05"), (1e21, "1E+21"),
      (1e-10, "1E-10"), (99_999_999_999, "99999999999"), (0.9999999999, "1"), (-123_456_789_012, "-1.23457E+11"),
    ] as [(Double, String)]) func generalShowsElevenCharacters(value: Double, text: String)
  {
    #expect(Self.text(value, "General") == text)
  }

  @Test(
    arguments: [
      (1234.5, "#,##0.00", "1,234.50"), (-1234.5, "#,##0.00", "-1,234.50"), (0.15, "0%", "15%"),
      (1.005, "0.00", "1.01"),
      (1234.5, "\"$\"#,##0.00_);(\"$\"#,##0.00)", "$1,234.50 "), (-5, "0;(0)", "(5)"), (0, "0;-0;\"-\"", "-"),
      (12345, "0.00E+00", "1.23E+04"), (12345, "##0.0E+0", "12.3E+3"), (1.5, "# ?/?", "1 1/2"), (0.25, "?/?", "1/4"),
      (3.3, "# ?/8", "3 2/8"), (5, "00000", "00005"), (5_551_234, "000-0000", "555-1234"),
      (1_500_000, "0.0,,\"M\"", "1.5M"),
      (7, "\"No. \"0", "No. 7"), (0.5, "[<1]0%;0", "50%"), (12, "[<1]0%;0", "12"), (3, "General\"元\"", "3元"),
      (5, ";;;", ""), (42, "@", "42"), (1234, "[$¥-804]#,##0", "¥1,234"), (0, "#", ""), (12.5, "0.0##", "12.5"),
      (-7, "[Red]0", "-7"), (1, "#,##0", "1"), (1_234_567, "#,###", "1,234,567"),
    ] as [(Double, String, String)]) func numbersAreShownByTheirFormat(value: Double, code: String, text: String)
  {
    #expect(Self.text(value, code) == text)
  }

  @Test(
    arguments: [
      (46347.399305555555, "yyyy-mm-dd hh:mm", "2026-11-21 09:35"), (46347.5, "d-mmm-yy", "21-Nov-26"),
      (46347, "dddd, mmmm d, yyyy", "Saturday, November 21, 2026"), (46347, "yyyy\"年\"m\"月\"d\"日\"", "2026年11月21日"),
      (46347, "[$-804]aaaa", "星期六"), (46347, "[$-411]ge.m.d", "R8.11.21"),
      (46347, "[$-411]ggge\"年\"", "令和8年"), (0.75, "h:mm AM/PM", "6:00 PM"), (0.75, "上午/下午h\"时\"mm\"分\"", "下午6时00分"),
      (1.5, "[h]:mm:ss", "36:00:00"), (1.5, "[mm]:ss", "2160:00"), (60, "yyyy-mm-dd", "1900-02-29"),
      (59, "yyyy-mm-dd", "1900-02-28"), (1, "d/m/yyyy", "1/1/1900"), (0.5001, "mm:ss.0", "00:08.6"),
      (-1, "yyyy-mm-dd", "########"), (0.99999999, "h:mm:ss", "0:00:00"), (46347, "m/d/yyyy", "11/21/2026"),
      (0.5, "h:mm;@", "12:00"),
    ] as [(Double, String, String)]) func datesAreShownByTheirFormat(value: Double, code: String, text: String)
  {
    #expect(Self.text(value, code) == text)
  }

  @Test(
    arguments: [
      (46347, "yyyy-mm-dd", "2026-11-21"), (46347, "yyyy-mm-dd hh:mm", "2026-11-21T00:00:00"),
      (46347.399305555555, "yyyy-mm-dd", "2026-11-21T09:35:00"), (0.39930555555, "h:mm", "09:35:00"),
      (27.5 / 24, "[h]:mm", "PT27H30M"), (46346.99999999999, "d/m/yy", "2026-11-21"), (0, "h:mm", "00:00:00"),
      (46347.000005787, "h:mm:ss.000", "2026-11-21T00:00:00.500"), (0, "[h]:mm", "PT0S"), (-0.5, "[h]:mm", "-PT12H"),
    ] as [(Double, String, String)]) func storedDatesAreISO(value: Double, code: String, text: String)
  {
    #expect(NumberFormat(code: code).isoText(of: value, .from1900) == text)
  }

  @Test func theSystemOf1904StartsFourYearsLater() {
    #expect(NumberFormat(code: "yyyy-mm-dd").isoText(of: 44885, .from1904) == "2026-11-21")
    #expect(Self.text(0, "yyyy-mm-dd", .from1904) == "1904-01-01")
  }

  @Test(arguments: [
    "# ?/?", "?/?", "?????/?????", "# ?/99999999999999999", "0.00", "0%%%", "0,,,,", "##0.0E+0", "[h]:mm:ss.000",
    "General",
    "yyyy", "[>=1e300]0;[<-1]0;0", "", ";;;;;", "\"", "[", "\\", "_", "*", "E+", ".", "/", "0/", "/0", "[$-", "[$-zz]d",
  ]) func noNumberAndNoFormatIsTooStrange(code: String) {
    let format = NumberFormat(code: code)
    for value in [
      0, -0.0, .leastNonzeroMagnitude, 1e-7, 0.99999999999, 1, 12.3456789012345, 99_999_999_999.95,
      123_456_789_012.000_01, 1e14 + 0.25,
      1e15, 9.3e18, 1e21, 1.7976931348623157e308, 2_958_465.999_999_99, 2_958_466,
    ] as [Double] {
      _ = format.text(of: value, .from1900)
      _ = format.text(of: -value, .from1904)
      _ = format.isoText(of: value, .from1904)
      _ = format.isoText(of: -value, .from1900)
    }
  }
}
