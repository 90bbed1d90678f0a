internal import Trail

/// A page about one thing: what it is, a form to change it, and what else can be done with it.
struct AdminItemView: PageView {
    /// Something that can be done.
    struct Act: Sendable {
        let actTitle: String
        /// What it does, in a sentence.
        let actText: String
        /// Where it is asked about again; `nil` where a form does it at once.
        var actLink: String?
        /// What the way there says.
        var actLabel = ""
        /// Whether it takes something away.
        var isTaking = false
        /// What does it at once.
        var actForm: FormView?
    }

    /// Sentences below a heading.
    struct Remarks: Sendable {
        let remarksTitle: String
        let remarks: [String]
    }

    /// Where the list is.
    let crumbText: String
    let crumbLink: String
    let heading: String
    /// What it is.
    let facts: [EventDetailView.Fact]
    /// Where the events are that it is about; `nil` for nowhere.
    var eventsLink: String?
    /// What the link to them says.
    var eventsText = "See these events"
    /// What more there is to say.
    var remarks: [Remarks] = [] { didSet { self.hasMain = true } }
    /// Whether there is more than what it is and what can be done with it.
    private(set) var hasMain = false
    /// What stands above the form.
    var formTitle = "Change"
    /// Changes it; `nil` where it cannot be changed.
    var form: FormView? { didSet { self.hasMain = true } }
    var acts: [Act] = []

    init(
        _ heading: String,
        in list: (text: String, link: String),
        facts: [(title: String, cell: TableView.Cell)]
    ) {
        self.heading = heading
        self.crumbText = list.text
        self.crumbLink = list.link
        self.facts = facts.map { .init(factTitle: $0.title, cell: $0.cell) }
    }

    static let name = "admin-item"
    static let template = """
        {{<layout}}{{$main}}
        <p class="crumbs"><a href="{{crumbLink}}">{{crumbText}}</a></p>
        <header class="page-head"><h1>{{heading}}</h1></header>
        <div class="admin-item">{{#hasMain}}<div>
        {{#.form}}<section class="block"><h2>{{formTitle}}</h2>{{>form}}</section>{{/.form}}
        {{#remarks}}<section class="block"><h2>{{remarksTitle}}</h2><ul class="plain-list">\
        {{#remarks}}<li>{{.}}</li>{{/remarks}}</ul></section>{{/remarks}}
        </div>{{/hasMain}}<div>
        <section class="block"><h2>At present</h2><dl class="facts">{{#facts}}<div>\
        <dt>{{factTitle}}</dt><dd>{{#cell}}{{>value}}{{/cell}}</dd></div>{{/facts}}</dl>
        {{#.eventsLink}}<p class="below"><a href="{{.}}">{{eventsText}}</a></p>{{/.eventsLink}}\
        </section>
        {{#acts}}<section class="block act"><h2>{{actTitle}}</h2><p>{{actText}}</p>
        {{#.actLink}}<p class="actions"><a class="button{{#isTaking}} quiet-danger{{/isTaking}}" \
        href="{{.}}">{{actLabel}}</a></p>{{/.actLink}}\
        {{#.actForm}}{{>form}}{{/.actForm}}</section>
        {{/acts}}</div></div>
        {{/main}}{{/layout}}
        """
}
