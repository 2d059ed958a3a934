extension PageTemplate {
  /// A job's page.
  static let job = #"""
    {{% CONTENT_TYPE:STATUS-PAGE}}
    {{> frame-start}}
    <header data-part="head">
    <nav><a href="../STATUS.html">← {{t.title}}</a><span id="age" class="soft"></span></nav>
    <h1>{{name}}</h1>
    <p class="state"><b class="badge {{kind}}">{{state}}</b>{{#reason}} <span>{{reason}}</span>{{/reason}}</p>
    {{> bar}}
    <ul class="legend">{{#bar.legend}}<li><span class="dot {{state}}"></span>{{title}} <b>{{count}}</b></li>{{/bar.legend}}<li>{{t.rows}} <b>{{total}}</b></li></ul>
    {{#tiles}}<div class="tile"><span>{{title}}</span><b>{{value}}</b></div>{{/tiles}}
    </header>
    {{#downloads}}<a class="download" data-part="load {{name}}" href="{{link}}" download><b>{{title}}</b> <span>{{name}}</span></a>{{/downloads}}
    {{#hasProblems}}<section data-part="problems"><h2>{{t.problems}}</h2>
    {{#causes}}<div class="cause"><b class="n" title="{{t.count}}">{{count}}</b><p>{{message}}<br><span class="soft">{{t.firstRows}}: {{rows}}</span></p></div>{{/causes}}
    {{#otherFailures}}<p class="soft">{{otherFailures}}</p>{{/otherFailures}}
    {{> cells}}
    </section>{{/hasProblems}}
    {{#hasFilters}}<div class="filters" data-part="filters" role="search"><span class="soft">{{t.filter}}</span><button type="button" data-f="">{{t.everything}}</button>{{#filters}}<button type="button" data-f="{{state}}"><span class="dot {{state}}"></span>{{title}} {{count}}</button>{{/filters}}<input id="search" type="search" placeholder="{{t.search}}" aria-label="{{t.search}}"></div>{{/hasFilters}}
    {{#hasPictures}}<section data-part="pictures"><h2>{{t.preview}}</h2><div class="shots">
    {{#pictures}}<a class="shot" data-s="{{state}}" id="shot-{{file}}" href="files/{{link}}" data-original="{{#original}}thumbnails/{{original}}{{/original}}" data-name="{{file}}"><span class="pair">{{#original}}<img loading="lazy" alt="{{t.original}}" src="thumbnails/{{original}}">{{/original}}<img loading="lazy" alt="{{file}}" src="{{#thumbnail}}thumbnails/{{thumbnail}}{{/thumbnail}}{{^thumbnail}}files/{{link}}{{/thumbnail}}"></span><span class="cap"><span class="dot {{state}}" title="{{stateTitle}}"></span>{{row}} · {{label}}</span></a>
    {{/pictures}}</div>{{#morePictures}}<p class="soft">{{morePictures}}</p>{{/morePictures}}</section>{{/hasPictures}}
    {{#hasRows}}{{> rows}}{{/hasRows}}
    <section data-part="facts"><h2>{{t.details}}</h2><dl>{{#facts}}<dt>{{title}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
    {{#notes}}<p class="note">{{.}}</p>{{/notes}}</section>
    <details data-part="control" id="control"><summary>{{t.control}}</summary><p>{{howTo}}</p><dl>{{#verbs}}<dt><code>control/{{verb}}</code></dt><dd>{{meaning}}</dd>{{/verbs}}</dl></details>
    <details data-part="log" id="log"><summary>{{t.log}}</summary><ol class="log">{{#log}}<li><time datetime="{{time.utc}}">{{time.text}}</time> {{message}}</li>{{/log}}</ol></details>
    {{> frame-end}}
    """#
}
