extension FormView {
    /// A page that is a heading, a few sentences and a form.
    struct Page: PageView {
        let heading: String
        let sentences: [String]
        let form: FormView

        static let name = "form-page"
        static let template = """
            {{<layout}}{{$main}}
            <header class="page-head"><h1>{{heading}}</h1></header>
            {{#sentences}}<p class="lead">{{.}}</p>
            {{/sentences}}
            {{#form}}{{>form}}{{/form}}
            {{/main}}{{/layout}}
            """
    }
}
