internal import HTTPTypes
internal import Hummingbird
internal import Mustache
internal import NIOCore
internal import Trail

/// What a page shows, and the template that says how.
///
/// The template reads the view's stored properties. Everything is escaped, by ``PageText``; no
/// template uses `{{{…}}}`. A name that the view does not have is looked for in the layout's view,
/// so an optional one is written with a dot: `{{.name}}`.
protocol PageView: Sendable {
    /// The template's name, once in the dashboard.
    static var name: String { get }
    /// The template.
    static var template: String { get }
}

/// The layout's view: what stands around a page.
struct LayoutView: Sendable {
    struct User: Sendable {
        let userName: String
        let tenant: String
        /// Whether Trail's own session can be ended and its password changed.
        let hasSession: Bool
    }

    struct Note: Sendable {
        let tone: String
        let noteText: String
    }

    let pageTitle: String
    let root: String
    let api: String
    let css: String
    let icons: String
    let mark: String
    let scripts: [String]
    let navigation: NavigationView?
    let user: User?
    let note: Note?
    let formToken: String
    let page: any PageView
}

extension PageRequest {
    /// A page.
    ///
    /// - Parameters:
    ///   - view: What it shows.
    ///   - title: Its title, for the browser.
    ///   - scripts: The names of the modules among ``DashboardAssets`` that it uses.
    /// - Returns: The response.
    func page<View: PageView>(_ view: View, title: String, scripts: [String] = []) -> Response {
        let assets = DashboardAssets.standard
        let note = PageNote(of: self.request)
        let layout = LayoutView(
            pageTitle: title,
            root: self.root,
            api: self.api,
            css: self.root + assets.path(of: "dashboard.css"),
            icons: self.root + assets.path(of: "icons.svg"),
            mark: self.root + assets.path(of: "mark.svg"),
            scripts: (["page.js"] + scripts).map { self.root + assets.path(of: $0) },
            navigation: self.principal == nil ? nil : NavigationView(self),
            user: self.principal.map { principal in
                LayoutView.User(
                    userName: principal.name ?? principal.id,
                    tenant: principal.tenant.name,
                    hasSession: self.site.signIn != nil && principal.session != nil
                )
            },
            note: note.map { LayoutView.Note(tone: $0.tone.rawValue, noteText: $0.text) },
            formToken: self.principal.map { self.site.tokens.token(for: $0).text } ?? "",
            page: view
        )
        let text = DashboardTemplates.all.render(layout, withTemplate: View.name) ?? ""
        var response = Response(
            status: .ok,
            headers: Self.headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
        if note != nil {
            let cookie = self.site.sessions.cookie(of: self.request, in: self.context)
            response.headers[.setCookie] = PageNote.removal(isSecure: cookie.isSecure)
        }
        return response
    }

    /// What a browser may do with a page: load what is the dashboard's own, and nothing else.
    static let headers: HTTPFields = [
        .contentType: "text/html; charset=utf-8",
        .cacheControl: "no-store",
        .contentSecurityPolicy: """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
        connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """,
        .xContentTypeOptions: "nosniff",
        .xFrameOptions: "DENY",
        .referrerPolicy: "same-origin",
        .crossOriginOpenerPolicy: "same-origin",
        .crossOriginResourcePolicy: "same-origin",
        .permissionsPolicy: "camera=(), geolocation=(), microphone=()",
    ]
}
