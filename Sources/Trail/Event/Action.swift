/// What was attempted, written `resource.verb`: `document.delete`.
///
/// Lower-case words of `[a-z0-9_-]` joined by dots, at least two, at most 64 bytes. It stays in
/// the ledger for ever, so it must not be free text.
public struct Action: Sendable, Hashable, CustomStringConvertible {
    /// The text of the action.
    public let name: String

    /// Parses an action's name.
    ///
    /// - Throws: ``EventError`` on field `action` for anything but two or more dotted words.
    public init(_ name: String) throws(EventError) {
        try DottedWords.check(name, field: "action", atLeast: 2)
        self.name = name
    }

    /// The text of the action.
    public var description: String { self.name }
}

extension Action {
    /// The action of a draft that states none, as its kind suggests.
    package init(defaultFor draft: Event.Draft) {
        self.name =
            switch draft.detail {
            case .page: "page.view"
            case .request(let detail): "request." + DottedWords.word(detail.method)
            case .action(let detail): Self.of(draft, verb: detail.type)
            case .crud(let detail):
                DottedWords.word(draft.targets.first?.type ?? detail.model) + "." + detail.type.verb
            case .login(let detail): "session." + detail.type.verb
            case .cors: "origin.request"
            case .system(let detail):
                DottedWords.word(detail.category) + "." + DottedWords.word(detail.eventName)
            }
    }

    private static func of(_ draft: Event.Draft, verb: ActionDetail.ActionType) -> String {
        switch verb {
        case .login: "session.login"
        case .logout: "session.logout"
        case .loginFailed: "session.login_failed"
        case .create, .read, .update, .delete:
            DottedWords.word(draft.targets.first?.type ?? "object") + "."
                + verb.rawValue.lowercased()
        }
    }
}

extension CRUDDetail.EventType {
    fileprivate var verb: String {
        switch self {
        case .create: "create"
        case .delete: "delete"
        case .link, .reverseLink: "link"
        case .unlink, .reverseUnlink: "unlink"
        default: "update"
        }
    }
}

extension LoginDetail.LoginType {
    fileprivate var verb: String {
        switch self {
        case .login: "login"
        case .logout: "logout"
        case .failed: "login_failed"
        case .tokenRefresh: "refresh"
        case .passwordChange: "password_change"
        }
    }
}
