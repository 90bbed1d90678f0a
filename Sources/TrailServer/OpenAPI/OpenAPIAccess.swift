internal import Trail

/// Whom an operation answers.
enum OpenAPIAccess: Sendable, Hashable {
    /// Anyone; a credential is not even looked at.
    case anyone
    /// Anyone; a credential that is shown must be right.
    case visitors
    /// Whoever has shown a credential.
    case signedIn
    /// Who may read events, be it only their own.
    case reading
    /// Who has a permission.
    case permission(Principal.Permission)
    /// Who has every permission.
    case administrators
    /// Superusers.
    case superusers

    /// A sentence for documentation; `nil` where there is nothing to say.
    var sentence: String? {
        switch self {
        case .anyone, .visitors: nil
        case .signedIn: "Needs a credential."
        case .reading: "Needs `view_all_logs`, or `view_logs` to see one's own events."
        case .permission(let permission): "Needs `\(permission.rawValue)`."
        case .administrators: "Needs every permission."
        case .superusers: "For superusers."
        }
    }

    /// Whether a credential is needed.
    var needsCredential: Bool { ![.anyone, .visitors].contains(self) }

    /// What goes wrong with those who may not.
    var problems: [Problem.Kind] {
        switch self {
        case .anyone: []
        case .visitors, .signedIn: [.unauthenticated]
        default: [.unauthenticated, .forbidden]
        }
    }
}
