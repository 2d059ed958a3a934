extension PageTemplate {
  /// The cells to correct, and the rows that failed or are tried again.
  static let cells = #"""
    {{#hasCellProblems}}<h3>{{t.cells}}</h3><ul class="cells">{{#cellProblems}}<li>{{.}}</li>{{/cellProblems}}</ul>{{#moreCellProblems}}<p class="soft">{{moreCellProblems}}</p>{{/moreCellProblems}}{{/hasCellProblems}}
    {{#hasProblemRows}}<h3>{{t.problemRows}}</h3><div class="wide"><table class="rows"><thead>{{> row-head}}</thead><tbody>{{#problemRows}}{{> row}}{{/problemRows}}</tbody></table></div>{{#moreProblemRows}}<p class="soft">{{moreProblemRows}}</p>{{/moreProblemRows}}{{/hasProblemRows}}

    """#

  static let rows = #"""
    <section data-part="rows"><h2>{{t.allRows}}</h2><div class="wide"><table class="rows"><thead>{{> row-head}}</thead><tbody>{{#rows}}{{> row}}{{/rows}}</tbody></table></div><p id="nothing" class="soft" hidden>{{t.nothing}}</p>{{#moreRows}}<p class="soft">{{moreRows}}</p>{{/moreRows}}</section>

    """#

  static let rowHead = #"""
    <tr><th class="n">{{t.row}}</th><th>{{t.status}}</th><th>{{t.label}}</th><th>{{t.message}}</th><th class="n">{{t.attempts}}</th></tr>
    """#
}
