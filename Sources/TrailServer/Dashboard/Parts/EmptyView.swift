/// What a page says where there is nothing to show: why, and what to do next.
struct EmptyView: Sendable, Hashable {
    /// A way on.
    struct Step: Sendable, Hashable {
        let stepText: String
        let stepLink: String
    }

    /// What there is not, as a short sentence.
    let emptyTitle: String
    /// Why, and what to do about it.
    let emptyText: String
    /// Ways on.
    let steps: [Step]

    init(_ title: String, _ text: String, _ steps: [(text: String, link: String)] = []) {
        self.emptyTitle = title
        self.emptyText = text
        self.steps = steps.map { Step(stepText: $0.text, stepLink: $0.link) }
    }

    static let template = """
        <div class="empty"><p class="lead">{{emptyTitle}}</p><p>{{emptyText}}</p>
        {{#steps}}<a class="button" href="{{stepLink}}">{{stepText}}</a>
        {{/steps}}</div>
        """
}
