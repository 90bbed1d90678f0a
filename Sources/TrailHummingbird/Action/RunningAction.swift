internal import Synchronization
public import Trail

/// The action whose handler is running, for what only the handler knows.
///
/// ```swift
/// router.post("articles") { request, context in
///     let article = try await store.insert(request.decode(as: Article.self, context: context))
///     RunningAction.current?.name(Event.Target(type: "article", id: article.id))
///     return article
/// }
/// ```
public final class RunningAction: Sendable {
    private struct State {
        var target: Event.Target?
        var remarks: String?
        var isPrepared = false
    }

    /// The action of the running task; `nil` where none is recorded.
    @TaskLocal public static var current: RunningAction?

    private let state = Mutex(State())

    /// Says what the action is about, such as the thing that was just made.
    public func name(_ target: Event.Target) {
        self.state.withLock { $0.target = target.kept }
    }

    /// Says what people are to read of it, in the place of any other message.
    public func remark(_ text: String) {
        self.state.withLock { $0.remarks = text }
    }

    /// Says what was found out about the action; what its handler said stays.
    func prepare(target: Event.Target?, remarks: String?) {
        self.state.withLock { state in
            state.target = state.target ?? target
            state.remarks = state.remarks ?? remarks
            state.isPrepared = true
        }
    }

    var isPrepared: Bool { self.state.withLock { $0.isPrepared } }
    var target: Event.Target? { self.state.withLock { $0.target } }
    var remarks: String? { self.state.withLock { $0.remarks } }
}
