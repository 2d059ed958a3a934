extension PageTemplate {
  /// The head of every page. Pages load nothing but pictures beside them, whatever stands in their texts.
  static let frameStart = #"""
    <!DOCTYPE html>
    <html lang="{{language}}" data-key="{{key}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; frame-src 'self' file:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    {{#isLive}}<noscript><meta http-equiv="refresh" content="5"></noscript>{{/isLive}}
    <title>{{title}}</title>
    <link rel="icon" href="data:,">
    <style>
    {{> style}}
    </style>
    </head>
    <body>
    <p id="stale" class="alert" role="alert" hidden data-text="{{t.stale}}"></p>
    <main id="page" data-written="{{writtenMilliseconds}}" data-clock="{{written.text}}" data-live="{{#isLive}}yes{{/isLive}}" data-next="{{nextSeconds}}" data-ago="{{t.updatedAgo}}" data-now="{{t.updatedNow}}" data-units="{{t.unitSecond}}|{{t.unitMinute}}|{{t.unitHour}}|{{t.unitDay}}">
    """#

  static let frameEnd = #"""
    {{#isStopped}}<p class="alert" data-part="stopped">{{t.stopped}}</p>{{/isStopped}}
    <footer data-part="foot">{{t.written}}: <time datetime="{{written.utc}}">{{written.text}}</time>, {{zone}}</footer>
    </main>
    <dialog id="zoom" aria-label="{{t.preview}}">
    <div class="zoombar"><span id="zoomname"></span><button type="button" id="prev" aria-label="{{t.previous}}" title="{{t.previous}}">←</button><button type="button" id="next" aria-label="{{t.nextPicture}}" title="{{t.nextPicture}}">→</button><button type="button" id="close" aria-label="{{t.close}}" title="{{t.close}}">✕</button></div>
    <div class="zoomed"><figure id="before"><img alt=""><figcaption>{{t.original}}</figcaption></figure><figure id="after"><a><img alt=""></a><figcaption>{{t.result}}</figcaption></figure></div>
    </dialog>
    <script>
    {{> script}}
    </script>
    </body>
    </html>

    """#
}
