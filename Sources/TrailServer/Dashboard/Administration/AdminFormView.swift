/// A page that is a form to add something, below the list that it adds to.
struct AdminFormView: PageView {
    let crumbText: String
    let crumbLink: String
    let heading: String
    /// What will happen.
    let sentences: [String]
    let form: FormView

    init(
        _ heading: String,
        in list: (text: String, link: String),
        _ sentences: [String] = [],
        _ form: FormView
    ) {
        self.heading = heading
        self.crumbText = list.text
        self.crumbLink = list.link
        self.sentences = sentences
        self.form = form
    }

    static let name = "admin-form"
    static let template = """
        {{<layout}}{{$main}}
        <p class="crumbs"><a href="{{crumbLink}}">{{crumbText}}</a></p>
        <header class="page-head"><h1>{{heading}}</h1></header>
        {{#sentences}}<p>{{.}}</p>
        {{/sentences}}
        {{#form}}{{>form}}{{/form}}
        {{/main}}{{/layout}}
        """
}
