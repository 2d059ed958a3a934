import JobModel
import Testing

@testable import ImageProcessing

@Suite struct PicturePlanTests {
  private let landscape = PixelSize(width: 4000, height: 3000)

  private func plan(_ operations: [PictureOperation], of size: PixelSize) throws -> PicturePlan {
    try PicturePlan(PictureRecipe(operations: operations), source: size, name: "cup.jpg")
  }

  @Test func aFirstReductionIsDoneWhileLoading() throws {
    let plan = try plan([.resize(PictureResize(.fit, PixelSize(width: 1600, height: 1600)))], of: landscape)
    #expect(plan.loadSize == PixelSize(width: 1600, height: 1200))
    #expect(plan.steps.isEmpty && plan.size == plan.loadSize)
  }

  @Test func fitNeverEnlargesUnlessAsked() throws {
    var resize = PictureResize(.fit, PixelSize(width: 9000, height: 9000))
    #expect(try plan([.resize(resize)], of: landscape).size == landscape)
    resize.enlarges = true
    #expect(try plan([.resize(resize)], of: landscape).size == PixelSize(width: 9000, height: 6750))
  }

  @Test func padCentresThePictureInTheBox() throws {
    let box = PixelSize(width: 1000, height: 1000)
    let plan = try plan([.resize(PictureResize(.pad, box))], of: landscape)
    #expect(plan.steps == [.lay(PixelArea(left: 0, top: 125, size: box), .white)])
  }

  @Test func fillCutsWhatStandsOver() throws {
    let box = PixelSize(width: 1000, height: 1000)
    var resize = PictureResize(.fill, box)
    resize.position = .right
    let plan = try plan([.resize(resize)], of: landscape)
    #expect(plan.loadSize == PixelSize(width: 1333, height: 1000))
    #expect(plan.steps == [.cut(PixelArea(left: 333, top: 0, size: box))])
  }

  @Test func veryNarrowPicturesKeepOnePixel() throws {
    let plan = try plan(
      [.resize(PictureResize(.fit, PixelSize(width: 100, height: 100)))], of: PixelSize(width: 100_000, height: 3))
    #expect(plan.size == PixelSize(width: 100, height: 1))
  }

  @Test func refusesACropThatLeavesThePicture() throws {
    let crop = PictureCrop(size: PixelSize(width: 100, height: 100), place: .offset(left: 3950, top: 0))
    let error = try #require(throws: PictureError.self) { try plan([.crop(crop)], of: landscape) }
    #expect(error.failure.code == "picture-crop")
    #expect(
      error.failure.message
        == """
        “cup.jpg” is 4000 × 3000 pixels there: a part of 100 × 100 cannot be cut out of it. Use a larger picture or \
        cut out less.
        """)
  }

  @Test func refusesResultsBeyondTheLimits() throws {
    for operation in [PictureOperation.upscale(.factor(6)), .extend(PictureMargins(left: 17_000))] {
      let error = try #require(throws: PictureError.self) { try plan([operation], of: landscape) }
      #expect(error.failure.code == "picture-too-large")
    }
    let area = PixelSize(width: 10_001, height: 10_000)
    #expect(throws: PictureError.self) { try plan([.resize(PictureResize(.stretch, area))], of: landscape) }
  }
}
