internal import HTTPTypes
internal import Hummingbird
internal import Trail
internal import TrailHummingbird

/// The dashboard: its pages, what they are made of, and a page for whatever goes wrong.
struct DashboardRoutes<Context: PrincipalContext>: Sendable {
    /// What all pages have in common.
    let site: DashboardSite

    /// Adds the routes below the path of the configuration.
    func add(to router: some RouterMethods<Context>) {
        let configuration = self.site.configuration
        let root = RouterPath(configuration.dashboard.path)
        let assets = AssetRoutes<Context>(assets: .standard)
        router.serve(Resource(get: assets.get), at: root.appendingPath("assets/:file"))
        let group = router.group().add(middleware: ActScope(client: configuration.client))
        for page in self.site.pages + [UnknownPage()] {
            let path = page.path.isEmpty ? root : root.appendingPath(RouterPath(page.path))
            group.serve(self.resource(page), at: path)
        }
    }

    private func resource(_ page: any DashboardPage) -> Resource<Context> {
        let get: Resource<Context>.Handler = { request, context in
            await self.answer(page, request, context) { try await page.show($0) }
        }
        guard let form = page as? any FormPage else { return Resource(get: get) }
        return Resource(
            get: get,
            post: { request, context in
                await self.answer(page, request, context) { try await self.submit(form, $0) }
            }
        )
    }

    /// Makes a page of whatever comes of a request.
    private func answer(
        _ page: any DashboardPage,
        _ request: Request,
        _ context: Context,
        _ work: (PageRequest) async throws -> Response
    ) async -> Response {
        let asked = PageRequest(self.site, request, context, page: page.path)
        do {
            try page.need.check(context)
            return try await work(asked)
        } catch {
            await self.note(error, request, context)
            return ProblemPage(thrown: error).answer(asked)
        }
    }

    /// Lets the page do what its form says, or shows the form again with what is wrong.
    private func submit(_ page: any FormPage, _ request: PageRequest) async throws -> Response {
        try OwnOrigin(self.site.configuration).check(request.request, request.context)
        let form = try await self.site.forms.form(of: request.request)
        if let principal = request.principal {
            let token = form[FormToken.field] ?? ""
            guard self.site.tokens.isValid(token, for: principal) else {
                throw Problem(
                    .malformed,
                    "The form is out of date, so nothing was done. Go back, reload it, try again."
                )
            }
        }
        do {
            return try await page.submit(form, request)
        } catch let problem as Problem where problem.kind == .invalidInput {
            var again = request
            again.rejected = RejectedForm(form: form, problem: problem)
            var response = try await page.show(again)
            response.status = problem.kind.status
            return response
        }
    }

    /// Logs and records an error as of any other route; what is answered is this one's to say.
    private func note(_ error: any Error, _ request: Request, _ context: Context) async {
        let problems = ProblemMiddleware<Context>(
            errors: self.site.backend.errors,
            client: self.site.configuration.client
        )
        _ = try? await problems.handle(request, context: context) { _, _ in throw error }
    }
}
