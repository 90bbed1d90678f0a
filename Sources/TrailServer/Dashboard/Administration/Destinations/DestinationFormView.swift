/// The form of a destination with a second button, which only tests the connection.
struct DestinationFormView: PageView {
    let crumbText: String
    let crumbLink: String
    let heading: String
    let facts: [EventDetailView.Fact]
    let hasFacts: Bool
    let form: FormView
    /// Whether there is a password to enter.
    let hasLogin: Bool
    /// How a test went; `nil` where none was made.
    let findingTone: String?
    let findingText: String
    /// What is wrong with the form as a whole; `nil` where it is right.
    let trouble: String?
    let acts: [AdminItemView.Act]

    init(
        _ item: AdminItemView,
        _ form: FormView,
        finding: DestinationChecker.Finding?
    ) {
        self.crumbText = item.crumbText
        self.crumbLink = item.crumbLink
        self.heading = item.heading
        self.facts = item.facts
        self.hasFacts = !item.facts.isEmpty
        self.acts = item.acts
        self.form = form
        self.hasLogin = form.fields.contains { $0.inputType == "password" }
        self.findingTone = finding.map { $0.fault == nil ? "good" : "bad" }
        self.trouble = finding == nil ? form.formError : nil
        self.findingText =
            finding.map { finding in
                let latency = finding.latency.map { latency in
                    let parts = latency.components
                    let microseconds =
                        parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
                    return " after \(NumberText.duration(microseconds: microseconds))"
                }
                return finding.fault.map { "The connection fails: \($0)" }
                    ?? "The connection works; it answered\(latency ?? ""). Nothing was saved."
            } ?? ""
    }

    static let name = "destination"
    static let template = """
        {{<layout}}{{$main}}
        <p class="crumbs"><a href="{{crumbLink}}">{{crumbText}}</a></p>
        <header class="page-head"><h1>{{heading}}</h1></header>
        {{#.findingTone}}<p class="note {{.}}" role="status">{{findingText}}</p>{{/.findingTone}}
        <div class="admin-item"><div>
        {{#form}}<form method="post" action="{{action}}" class="form">
        <input type="hidden" name="form_token" value="{{formToken}}">
        {{>hidden}}
        {{#.trouble}}<p class="note bad" role="alert">{{.}}</p>{{/.trouble}}
        {{#fields}}{{>fields}}{{/fields}}
        <p class="actions"><button class="primary">{{submitText}}</button>
        <button name="test" value="true">Test connection</button>
        {{#.cancelLink}}<a class="button" href="{{.}}">Cancel</a>{{/.cancelLink}}</p>
        <p class="hint">A test uses what stands above and saves nothing.{{#hasLogin}} Passwords are \
        not shown again: enter a new one again before you save.{{/hasLogin}}</p>
        </form>{{/form}}</div><div>
        {{#hasFacts}}<section class="block"><h2>At present</h2><dl class="facts">{{#facts}}<div>\
        <dt>{{factTitle}}</dt><dd>{{#cell}}{{>value}}{{/cell}}</dd></div>{{/facts}}</dl>\
        </section>{{/hasFacts}}
        {{#acts}}<section class="block act"><h2>{{actTitle}}</h2><p>{{actText}}</p>
        {{#.actLink}}<p class="actions"><a class="button{{#isTaking}} quiet-danger{{/isTaking}}" \
        href="{{.}}">{{actLabel}}</a></p>{{/.actLink}}\
        {{#.actForm}}{{>form}}{{/.actForm}}</section>
        {{/acts}}</div></div>
        {{/main}}{{/layout}}
        """
}
