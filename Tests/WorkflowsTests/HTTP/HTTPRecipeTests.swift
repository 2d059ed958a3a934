import JobModel
import SystemPackage
import Testing

@testable import Workflows

/// What is said of a recipe when its workflow is loaded.
@Suite struct HTTPRecipeTests {
  private func problems(_ recipe: String, top: String = "") -> [String] {
    do {
      _ = try HTTPBench.workflow(recipe, top: top)
      return []
    } catch let error as WorkflowError {
      return error.problems.map(\.message)
    } catch {
      return ["\(error)"]
    }
  }

  @Test(
    arguments: [
      ("url: x\njsn: {a: 1}", "The key 'jsn' is not known in 'steps, ask, http'. Did you mean 'json'?"),
      ("json: {a: 1}", "The key 'url' is missing in 'steps, ask, http'."),
      ("url: x\njson: {}\nform: {}", "'steps, ask, http' has 'json' and 'form'; one is possible."),
      (
        "url: x\njson: {a: {$base46: \"{{image}}\"}}",
        """
        'steps, ask, http, json, a' must have exactly one of the keys $base64, $boolean, $dataURL, $fileName, $first, \
        $graph, $if, $integer, $join, $json, $map, $mediaType, $number, $text. Did you mean '$base64'?
        """
      ),
      (
        "url: x\nbody: {file: \"{{prompt}}\"}",
        """
        'steps, ask, http' uses '{{prompt}}' as a file, but it is of the type paragraph. \
        Files come from columns of the type image or file, and from steps that make files.
        """
      ),
      (
        "url: x\nbody: {file: /etc/passwd}",
        "'steps, ask, http': '/etc/passwd' must lie beside the workflow: name it without a folder."
      ),
      ("url: \"{{$remote}}\"", "'steps, ask, http': '{{$remote}}' is not known where it is used."),
      (
        "url: x\nuploads: [{name: file, url: y}]\nquery: {a: \"{{$uploads.fil/id}}\"}",
        "'steps, ask, http': there is no upload 'fil' before this. Did you mean 'file'?"
      ),
      (
        "url: x\nheaders: {Authorization: me}",
        """
        'steps, ask, http, headers, Authorization': keys do not belong into a workflow. \
        Name the service's key in services.yaml.
        """
      ),
      (
        "url: x\noutputs: {text: {from: choices/0}}",
        "'choices/0' is not a JSON pointer. Pointers begin with a slash, as in /data/0/url or /data/*/url."
      ),
      (
        "url: x\npoll: {url: y, state: /s, done: d}",
        "'steps, ask, http, poll' needs 'remote', the pointer to the id in the answer."
      ),
      (
        "url: x\nerrors: [{class: quota}]",
        "'steps, ask, http, errors, 1' fits everything. Give it 'status', 'at' or 'message'."
      ),
      (
        "url: x\naccept: 99",
        "'steps, ask, http, accept': '99' is not a status such as 404, nor a range such as 200-299."
      ),
      (
        "url: x\noutputs: {a: {from: $titel}}",
        """
        '$titel' is not known. Known are $status, $url, $seconds, $type, \
        $header/NAME, $title, $text, $remote, $events.NAME, and pointers.
        """
      ),
    ])
  func mistakesAreReported(_ recipe: String, _ message: String) {
    #expect(problems(recipe, top: "hosts: ['*']") == [message])
  }

  @Test func namesOfTheHTTPStepAreKnownToItAlone() {
    let text = "columns: [{name: a, type: text}]\nsteps:\n  - name: b\n    command: {run: [x, \"{{$remote}}\"]}\n"
    #expect(
      Samples.problems(text) == ["workflow.yaml, line 3: 'steps, b' uses '{{$remote}}', which is not known here."])
  }

  @Test func theWorkflowsThatComeWithRowspoolAreGood() throws {
    let library = WorkflowLibrary(searchPath: [Samples.templates])
    for name in library.names() { #expect(throws: Never.self) { try library.load(name) } }
  }
}
