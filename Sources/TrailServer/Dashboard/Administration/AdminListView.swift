internal import Trail

/// A page that lists what there is of something: a table, and the way to add to it.
struct AdminListView: PageView {
    /// A way on.
    struct Way: Sendable {
        let wayText: String
        let wayLink: String
    }

    /// What is listed.
    let heading: String
    /// What it is for, in a sentence or two.
    let intro: String
    /// Ways on, the most usual first.
    let ways: [Way]
    /// What there is.
    let table: TableView
    /// Which part of it the table shows; `nil` where it shows everything.
    let part: ListPart?

    init(
        _ heading: String,
        _ intro: String,
        ways: [(text: String, link: String)],
        table: TableView,
        part: ListPart? = nil
    ) {
        self.heading = heading
        self.intro = intro
        self.ways = ways.map { Way(wayText: $0.text, wayLink: $0.link) }
        self.table = table
        self.part = part
    }

    static let name = "admin-list"
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>{{heading}}</h1>
        <div class="actions">{{#ways}}<a class="button primary" href="{{wayLink}}">{{wayText}}</a>\
        {{/ways}}</div></header>
        <p class="intro">{{intro}}</p>
        {{#table}}{{>table}}{{/table}}
        {{#.part}}<nav class="pages" aria-label="Pages"><span class="count">{{partText}}</span>\
        {{#.newerLink}}<a class="button" rel="prev" href="{{.}}">Previous</a>{{/.newerLink}}\
        {{#.olderLink}}<a class="button" rel="next" href="{{.}}">Next</a>{{/.olderLink}}</nav>\
        {{/.part}}
        {{/main}}{{/layout}}
        """
}

/// Which part of a long list a page shows, by its number.
struct ListPart: Sendable {
    /// The parameter that says which.
    static let parameter = "page"
    private static let size = 100

    /// What is shown: `101 to 200 of 250`.
    let partText: String
    let newerLink: String?
    let olderLink: String?

    /// The part of `elements` that `request` asks for; all of them, and no part, where they fit on
    /// one page.
    ///
    /// - Throws: ``Problem`` 400, and 404 for a page beyond the last.
    static func of<Element>(
        _ elements: [Element],
        _ request: PageRequest
    ) throws(Problem) -> (shown: ArraySlice<Element>, part: ListPart?) {
        let values = try QueryValues(request.request)
        let number = try values.number(Self.parameter, in: 1...1_000_000) ?? 1
        let start = (number - 1) * Self.size
        guard start < max(elements.count, 1) else {
            throw Problem(.notFound, "There is no such page of the list.")
        }
        let shown = elements[start..<min(start + Self.size, elements.count)]
        guard shown.count < elements.count else { return (shown, nil) }
        func link(_ page: Int) -> String {
            let tenant = values["tenant_id"].map { [("tenant_id", $0)] } ?? []
            return request.link(request.page, tenant + [(Self.parameter, String(page))])
        }
        let part = ListPart(
            partText: "\(start + 1) to \(shown.endIndex) of \(elements.count)",
            newerLink: number > 1 ? link(number - 1) : nil,
            olderLink: shown.endIndex < elements.count ? link(number + 1) : nil
        )
        return (shown, part)
    }
}
