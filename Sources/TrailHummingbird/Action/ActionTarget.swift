public import Hummingbird
public import Trail

/// Finds what an action is about, before the handler runs: afterwards it may be deleted.
///
/// A handler that makes something new names it by ``RunningAction/name(_:)``.
public struct ActionTarget<Context: RequestContext>: Sendable {
    /// Finds a target; `nil` for none.
    public typealias Find = @Sendable (Request, Context) async throws -> Event.Target?

    private let find: Find

    /// A target that `find` finds; what it throws counts as none.
    public init(_ find: @escaping Find) {
        self.find = find
    }

    /// Things of one type, none in particular: lists, and what is about to be made.
    public static func type(_ type: String) -> Self {
        Self { _, _ in Event.Target(type: type) }
    }

    /// The thing whose id is a parameter of the route.
    ///
    /// - Parameters:
    ///   - name: The parameter's name: `id` of `articles/:id`. Where the route has none such, the
    ///     target is of the type alone.
    ///   - type: The type of the thing.
    ///   - label: Gives a label for people to read, such as the title; what it throws counts as
    ///     none.
    /// - Returns: The target.
    public static func parameter(
        _ name: String,
        type: String,
        label: (@Sendable (String, Request, Context) async throws -> String?)? = nil
    ) -> Self {
        Self { request, context in
            guard let id = context.parameters.get(name) else { return Event.Target(type: type) }
            // The label is the nicety here, the target is what counts.
            let text = try? await label?(id, request, context)
            return Event.Target(type: type, id: id, label: text)
        }
    }

    /// The target of a request, within the bounds of an event.
    func target(of request: Request, _ context: Context) async -> Event.Target? {
        // A handler must not fail because the log cannot name its target.
        guard let target = try? await self.find(request, context) else { return nil }
        return target.kept
    }
}

extension Event.Target {
    /// The target within the bounds of an event; `nil` where it has no type.
    var kept: Self? {
        let limits = EventLimits()
        guard !self.type.isEmpty else { return nil }
        return Self(
            type: self.type.kept(within: limits.word),
            id: self.id?.kept(within: limits.word),
            label: self.label?.kept(within: limits.text)
        )
    }
}
