import JobModel
import Testing

@Suite struct PictureRecipeTests {
}
