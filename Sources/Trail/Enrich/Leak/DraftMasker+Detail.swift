// What is particular to each kind.

extension DraftMasker {
    func masked(
        _ detail: Event.Detail,
        revealing revealed: RevealedFields?
    ) -> Event.Detail? {
        switch detail {
        case .page(let page): self.masked(page).map(Event.Detail.page)
        case .action(let action): self.masked(action).map(Event.Detail.action)
        case .crud(let crud): self.masked(crud, revealing: revealed).map(Event.Detail.crud)
        case .login(let login): self.masked(login).map(Event.Detail.login)
        case .request(let request): self.masked(request).map(Event.Detail.request)
        case .cors(let cors): self.masked(cors).map(Event.Detail.cors)
        case .system(let system): self.masked(system).map(Event.Detail.system)
        }
    }

    private func masked(_ page: PageDetail) -> PageDetail? {
        var revised: PageDetail?
        self.text(page.path, .url, page, &revised) { $0.path = $1 }
        self.text(page.referer, .url, page, &revised) { $0.referer = $1 }
        return revised
    }

    private func masked(_ action: ActionDetail) -> ActionDetail? {
        var revised: ActionDetail?
        self.text(action.remarks, .prose, action, &revised) { $0.remarks = $1 }
        return revised
    }

    private func masked(
        _ crud: CRUDDetail,
        revealing revealed: RevealedFields?
    ) -> CRUDDetail? {
        var revised: CRUDDetail?
        self.text(crud.model, .word, crud, &revised) { $0.model = $1 }
        self.json(crud.before, revealing: revealed, crud, &revised) { $0.before = $1 }
        self.json(crud.after, revealing: revealed, crud, &revised) { $0.after = $1 }
        return revised
    }

    private func masked(_ login: LoginDetail) -> LoginDetail? {
        var revised: LoginDetail?
        self.text(login.username, .prose, login, &revised) { $0.username = $1 }
        self.text(login.remarks, .prose, login, &revised) { $0.remarks = $1 }
        return revised
    }

    private func masked(_ request: RequestDetail) -> RequestDetail? {
        var revised: RequestDetail?
        self.text(request.method, .word, request, &revised) { $0.method = $1 }
        self.text(request.url, .url, request, &revised) { $0.url = $1 }
        self.text(request.query, .url, request, &revised) { $0.query = $1 }
        self.text(request.route, .url, request, &revised) { $0.route = $1 }
        return revised
    }

    private func masked(_ cors: CORSDetail) -> CORSDetail? {
        var revised: CORSDetail?
        self.text(cors.method, .word, cors, &revised) { $0.method = $1 }
        self.text(cors.url, .url, cors, &revised) { $0.url = $1 }
        self.text(cors.query, .url, cors, &revised) { $0.query = $1 }
        self.text(cors.frontendURL, .url, cors, &revised) { $0.frontendURL = $1 }
        return revised
    }

    private func masked(_ system: SystemDetail) -> SystemDetail? {
        var revised: SystemDetail?
        self.text(system.category, .word, system, &revised) { $0.category = $1 }
        self.text(system.eventName, .word, system, &revised) { $0.eventName = $1 }
        self.text(system.message, .prose, system, &revised) { $0.message = $1 }
        self.text(system.source, .prose, system, &revised) { $0.source = $1 }
        self.text(system.traceback, .prose, system, &revised) { $0.traceback = $1 }
        self.json(system.facts, system, &revised) { $0.facts = $1 }
        return revised
    }
}
