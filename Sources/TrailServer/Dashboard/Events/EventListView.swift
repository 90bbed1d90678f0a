/// What ``EventListPage`` shows.
struct EventListView: PageView {
    let heading: String
    let form: EventFilterForm
    let events: EventsView
    let tools: EventListTools

    static let name = "event-list"
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>{{heading}}</h1>
        {{#tools}}<div class="actions">{{#hasStream}}<button type="button" data-live="{{streamLink}}" \
        hidden>Watch live</button><span class="live" role="status" hidden></span>{{/hasStream}}
        <div class="menu-button"><details><summary class="button">{{exportLabel}}</summary>\
        <ul>{{#exports}}<li><a href="{{exportLink}}" download>{{exportText}}</a></li>\
        {{/exports}}</ul></details></div>
        {{#.holdLink}}<a class="button" href="{{.}}">Hold these…</a>{{/.holdLink}}\
        {{#.erasure}}<form method="post" action="{{eraseAction}}">\
        <input type="hidden" name="form_token" value="{{formToken}}">{{>hidden}}\
        <button class="quiet-danger">Erase these…</button></form>{{/.erasure}}\
        {{#.purgeLink}}<a class="button quiet-danger" href="{{.}}">Purge…</a>{{/.purgeLink}}</div>\
        {{/tools}}</header>
        {{#form}}{{>filters}}{{/form}}
        <div id="events">{{#events}}{{>events}}{{/events}}</div>
        {{/main}}{{/layout}}
        """

    /// The form with the filters.
    static let filters = """
        <form class="filters" method="get" action="{{formAction}}" role="search" aria-label="Filters">
        {{#problems}}<p class="note bad" role="alert">{{.}}</p>{{/problems}}
        <div class="grid">{{#main}}{{>filter}}{{/main}}</div>
        <details{{#isMoreOpen}} open{{/isMoreOpen}}><summary>More filters</summary>
        <div class="grid">{{#more}}{{>filter}}{{/more}}</div></details>
        <p class="actions"><button class="primary">Filter</button>\
        {{#isFiltered}} <a class="button" href="{{formAction}}">Clear</a>{{/isFiltered}}</p>
        </form>
        """

    /// One filter.
    static let filter = """
        <div{{#isWide}} class="wide"{{/isWide}}><label for="filter-{{fieldName}}" \
        title="{{hint}}">{{label}}</label>\
        {{#isChoice}}<select id="filter-{{fieldName}}" name="{{fieldName}}">{{#options}}<option \
        value="{{optionValue}}"{{#isSelected}} selected{{/isSelected}}>{{optionText}}</option>\
        {{/options}}</select>{{/isChoice}}\
        {{^isChoice}}<input id="filter-{{fieldName}}" name="{{fieldName}}" type="{{inputType}}" \
        value="{{value}}"{{#isTime}} step="1"{{/isTime}}{{#.fieldError}} aria-invalid="true"\
        {{/.fieldError}} autocomplete="off">{{/isChoice}}\
        {{#.fieldError}}<p class="error">{{.}}</p>{{/.fieldError}}</div>
        """
}
