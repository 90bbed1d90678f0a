extension OverviewView {
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>Overview</h1><p>{{span}}</p></header>
        {{#tabs}}{{>tabs}}{{/tabs}}
        {{#isEstimate}}<p class="note warning">There is more in this window than is counted at \
        once: some figures are estimates.</p>{{/isEstimate}}
        <dl class="figures">{{#figures}}<div><dt>{{figureTitle}}</dt><dd>\
        <a class="plain-link" href="{{figureLink}}">{{figureText}}</a>\
        {{#.figureMore}}<span class="more">{{.}}</span>{{/.figureMore}}</dd></div>{{/figures}}</dl>
        {{#isEmpty}}{{#nothing}}{{>empty}}{{/nothing}}{{/isEmpty}}
        {{^isEmpty}}{{#chart}}{{>chart}}{{/chart}}
        <div class="columns">{{#tables}}<section class="block"><h2>{{caption}}</h2>\
        {{>table}}</section>
        {{/tables}}</div>{{/isEmpty}}
        {{/main}}{{/layout}}
        """
}
