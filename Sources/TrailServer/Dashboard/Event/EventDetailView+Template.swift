extension EventDetailView {
    static let template = """
        {{<layout}}{{$main}}
        <p class="crumbs"><a href="{{backLink}}">Back to the list</a></p>
        <header class="page-head"><h1>{{heading}}</h1>{{#badges}}{{>value}}{{/badges}}</header>
        <div class="columns">{{#groups}}<section class="block"><h2>{{groupTitle}}</h2>
        {{#.erased}}<p class="note warning">{{.}}</p>{{/.erased}}
        {{#hasFacts}}<dl class="facts">{{#facts}}<div><dt>{{factTitle}}</dt><dd>{{#cell}}{{>value}}\
        {{/cell}}</dd></div>{{/facts}}</dl>{{/hasFacts}}</section>
        {{/groups}}</div>
        {{#.changes}}{{>changes}}{{/.changes}}
        {{#proof}}{{>proof}}{{/proof}}
        <section class="block raw"><h2>As it was sealed</h2>
        {{#raws}}<details><summary>{{sectionName}}{{#isErased}} (erased){{/isErased}}</summary>\
        {{^isErased}}<pre data-section="{{sectionName}}">{{sectionText}}</pre>{{/isErased}}\
        {{#isErased}}<p class="muted">Only its digest is left.</p>{{/isErased}}</details>
        {{/raws}}</section>
        {{/main}}{{/layout}}
        """
}
