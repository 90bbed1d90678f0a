internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// A request for a page of the dashboard.
struct PageRequest: Sendable {
    /// What all pages have in common.
    let site: DashboardSite
    /// The request itself.
    let request: Request
    /// Who asks, and what the path names.
    let context: any PrincipalContext
    /// The page's path below the dashboard's, as routers write it.
    let page: String
    /// What was entered in a form that could not be accepted, and why; `nil` for no form.
    var rejected: RejectedForm?

    init(
        _ site: DashboardSite,
        _ request: Request,
        _ context: any PrincipalContext,
        page: String
    ) {
        self.site = site
        self.request = request
        self.context = context
        self.page = page
    }

    /// Who asks; `nil` where nobody has said.
    var principal: Principal? { self.context.principal }

    /// What is known of the client.
    var client: Event.Context {
        self.site.configuration.client.context(of: self.request, in: self.context)
    }

    /// The time.
    var now: Timestamp { self.site.backend.clock.now() }
}

extension PageRequest {
    /// The way from the page to the dashboard's first one, to be put before a path: `../../`.
    ///
    /// Links are relative, so that they hold wherever the dashboard is mounted, and behind a proxy
    /// that takes a prefix away.
    var root: String {
        let path = self.request.uri.path
        let depth = self.depth
        if path.hasSuffix("/") { return depth == 0 ? "./" : Self.up(depth) }
        guard depth == 0 else { return depth == 1 ? "./" : Self.up(depth - 1) }
        return "./" + (path.split(separator: "/").last.map { $0 + "/" } ?? "")
    }

    /// The address of a page by its path below the dashboard's.
    func link(_ path: String, _ parameters: [(String, String)] = []) -> String {
        let slash = path.isEmpty || path.hasSuffix("/") ? "" : "/"
        return self.root + path + slash + QueryText.make(parameters)
    }

    /// The way to the API, to be put before a path: `../api/activity/`.
    var api: String { self.outside(self.site.configuration.apiPrefix) }

    /// The way to a path that is served beside the dashboard.
    func outside(_ path: String) -> String {
        let own = self.site.configuration.dashboard.path.split(separator: "/").count
        return self.root + Self.up(own) + path.split(separator: "/").joined(separator: "/") + "/"
    }

    /// Leads the browser on to a page, by its address.
    ///
    /// - Parameters:
    ///   - address: An address that ``link(_:_:)`` gave.
    ///   - note: What that page is to say first.
    /// - Returns: The response.
    func redirect(to address: String, note: PageNote? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: address])
        if let note {
            let cookie = self.site.sessions.cookie(of: self.request, in: self.context)
            response.headers.append(
                HTTPField(name: .setCookie, value: note.cookie(isSecure: cookie.isSecure))
            )
        }
        return response
    }

    private static func up(_ depth: Int) -> String { String(repeating: "../", count: depth) }

    /// How many parts of the request's path lie below the dashboard's.
    var depth: Int {
        let parts = self.page.split(separator: "/")
        guard parts.last == "**" else { return parts.count }
        return parts.count - 1 + self.context.parameters.getCatchAll().count
    }
}
