/// The first step of an erasure: whom it is about or which events, what goes, and why.
struct NewErasureView: PageView {
    let crumbLink: String
    let whom: [FormView.Field]
    let filters: [FormView.Field]
    /// Whether filters were entered.
    let hasFilters: Bool
    let form: FormView

    static let name = "erasure-new"
    static let template = """
        {{<layout}}{{$main}}
        <p class="crumbs"><a href="{{crumbLink}}">Erasures</a></p>
        <header class="page-head"><h1>New erasure</h1></header>
        <p>Name an actor, or filters that all must hold. Nothing is erased yet: you see first how many \
        events that are.</p>
        <p>Nobody erases what they did themselves. Somebody else has to do that.</p>
        {{#form}}<form method="post" action="{{action}}" class="form">
        <input type="hidden" name="form_token" value="{{formToken}}">
        {{#.formError}}<p class="note bad" role="alert">{{.}}</p>{{/.formError}}
        <fieldset class="group"><legend>Whom it is about</legend>{{#whom}}{{>fields}}{{/whom}}\
        </fieldset>
        <details class="group"{{#hasFilters}} open{{/hasFilters}}><summary>Or which events, by \
        filters</summary>{{#filters}}{{>fields}}{{/filters}}</details>
        {{#fields}}{{>fields}}{{/fields}}
        <p class="actions"><button class="primary">{{submitText}}</button>
        {{#.cancelLink}}<a class="button" href="{{.}}">Cancel</a>{{/.cancelLink}}</p>
        </form>{{/form}}
        {{/main}}{{/layout}}
        """
}

/// The second step of an erasure: what it would come to, and what it cannot reach.
struct ErasureConfirmView: PageView {
    let confirm: ConfirmView
    /// What cannot be reached.
    let unreached: [String]

    static let name = "erasure-confirm"
    static let template = """
        {{<layout}}{{$main}}{{#confirm}}
        <header class="page-head"><h1>{{question}}</h1></header>
        <section class="confirm">
        <ul class="plain-list">{{#consequences}}<li>{{.}}</li>{{/consequences}}</ul>
        <dl class="figures">{{#counts}}<div><dt>{{countLabel}}</dt><dd>{{countText}}</dd></div>\
        {{/counts}}</dl>
        <h2>What cannot be reached</h2>
        <ul class="plain-list">{{#unreached}}<li>{{.}}</li>{{/unreached}}</ul>
        {{#form}}{{>form}}{{/form}}
        </section>{{/confirm}}
        {{/main}}{{/layout}}
        """
}
