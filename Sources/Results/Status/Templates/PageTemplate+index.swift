extension PageTemplate {
  /// The page over all jobs.
  static let index = #"""
    {{% CONTENT_TYPE:STATUS-PAGE}}
    {{> frame-start}}
    <header data-part="head"><nav><b>rowspool</b><span id="age" class="soft"></span></nav><h1>{{t.title}}</h1></header>
    {{#warnings}}<p class="alert" data-part="warning">{{.}}</p>{{/warnings}}
    {{#hasServices}}<section data-part="services"><h2>{{t.services}}</h2>{{#services}}<p class="note">{{.}}</p>{{/services}}</section>{{/hasServices}}
    {{#hasWaiting}}<section data-part="waiting"><h2>{{t.incoming}}</h2><table><thead><tr><th>{{t.file}}</th><th>{{t.reason}}</th><th>{{t.since}}</th></tr></thead><tbody>{{#waiting}}<tr><td class="label">{{name}}</td><td>{{reason}}</td><td><time datetime="{{since.utc}}">{{since.text}}</time></td></tr>{{/waiting}}</tbody></table>{{#moreWaiting}}<p class="soft">{{moreWaiting}}</p>{{/moreWaiting}}</section>{{/hasWaiting}}
    <section data-part="jobs">{{^hasJobs}}<p>{{t.noJobs}}</p>{{/hasJobs}}{{#jobs}}<a class="job" href="{{link}}/STATUS.html"><span class="jobname"><b>{{name}}</b> <span class="badge {{kind}}">{{state}}</span></span><span class="soft">{{workflow}} · {{submitter}} · <time datetime="{{since.utc}}">{{since.text}}</time></span>{{#hasBar}}{{> bar}}<span class="soft">{{ended}} / {{total}}{{#left}} · {{t.left}}: {{left}}{{/left}}</span>{{/hasBar}}{{#reason}}<span>{{reason}}</span>{{/reason}}</a>
    {{/jobs}}{{#moreJobs}}<p class="soft">{{moreJobs}}</p>{{/moreJobs}}</section>
    {{#hasRejected}}<section data-part="rejected"><h2>{{t.rejected}}</h2><p class="soft">{{t.rejectedHint}}</p>{{#rejected}}<div class="cause"><b class="n">✕</b><p><b>{{name}}</b> <time class="soft" datetime="{{at.utc}}">{{at.text}}</time><br><span class="lines">{{reasons}}</span></p></div>{{/rejected}}{{#moreRejected}}<p class="soft">{{moreRejected}}</p>{{/moreRejected}}</section>{{/hasRejected}}
    {{> frame-end}}
    """#
}
