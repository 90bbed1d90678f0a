extension Event {
    /// What is particular to each kind of event.
    public enum Detail: Sendable, Hashable {
        /// A client went to a path.
        case page(PageDetail)
        /// An actor did something to an object through an endpoint.
        case action(ActionDetail)
        /// A row changed.
        case crud(CRUDDetail)
        /// A login, logout, failed login, token refresh or password change.
        case login(LoginDetail)
        /// An HTTP exchange.
        case request(RequestDetail)
        /// A cross-origin call.
        case cors(CORSDetail)
        /// Something inside the system failed or was done.
        case system(SystemDetail)

        /// The kind that this detail belongs to.
        public var kind: Kind {
            switch self {
            case .page: .page
            case .action: .action
            case .crud: .crud
            case .login: .login
            case .request: .request
            case .cors: .cors
            case .system: .system
            }
        }

        /// The outcome of an event whose caller stated none.
        public var defaultOutcome: Outcome {
            switch self {
            case .page, .crud: .success
            case .action(let detail): detail.status == .success ? .success : .failure
            case .login(let detail): detail.type == .failed ? .failure : .success
            case .request(let detail): detail.defaultOutcome
            case .cors(let detail): detail.isAllowed == false ? .denied : .success
            case .system(let detail): detail.severity >= .error ? .failure : .success
            }
        }
    }
}
