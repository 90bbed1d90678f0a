public import Hummingbird
internal import Trail

/// The remark of an action.
public struct ActionMessage<Context: RequestContext>: Sendable {
    /// Makes a remark before the handler runs; `nil` for none.
    public typealias Compute = @Sendable (Request, Context) async throws -> String?

    private enum Form: Sendable {
        case standard
        case fixed(String)
        case computed(Compute)
    }

    private let form: Form

    /// `User: … -- Action Type: … -- Path: … -- Path Name: …`.
    public static var standard: Self { Self(form: .standard) }

    /// Always the same text.
    public static func fixed(_ text: String) -> Self { Self(form: .fixed(text)) }

    /// A text made for each request, before the handler runs; none where `compute` throws.
    public static func computed(_ compute: @escaping Compute) -> Self {
        Self(form: .computed(compute))
    }

    /// What can be said before the handler runs.
    func text(for request: Request, _ context: Context) async -> String? {
        switch self.form {
        case .standard: nil
        case .fixed(let text): text
        // A handler must not fail because the log finds no words for it.
        case .computed(let compute): (try? await compute(request, context)) ?? nil
        }
    }

    /// What is said where nothing else was.
    func standardText(
        _ type: ActionDetail.ActionType,
        _ actor: Event.Actor?,
        path: String,
        route: String?
    ) -> String? {
        guard case .standard = self.form else { return nil }
        let user = actor?.name ?? actor?.id ?? "anonymous"
        return "User: \(user) -- Action Type: \(type.rawValue) -- Path: \(path)"
            + " -- Path Name: \(route ?? path)"
    }
}
