extension PageTemplate {
  /// One row of a table of rows.
  static let row = #"""
    <tr data-s="{{state}}"><td class="n">{{number}}</td><td><span class="dot {{state}}"></span>{{stateTitle}}</td><td class="label">{{label}}</td><td>{{#message}}{{message}} {{/message}}{{#next}}<span class="soft">{{t.next}}: <time datetime="{{next.utc}}">{{next.text}}</time></span> {{/next}}{{#files}}<a class="file" href="files/{{link}}">{{name}}</a> {{/files}}</td><td class="n">{{attempts}}</td></tr>

    """#
}
