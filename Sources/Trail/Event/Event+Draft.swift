extension Event {
    /// What a caller said, before enrichment and validation.
    ///
    /// Whatever is left out is filled in by enrichers or by ``Event/init(_:tenant:now:limits:)``.
    public struct Draft: Sendable, Hashable {
        /// The caller's own key; makes a retry harmless.
        ///
        /// Chosen by Trail when absent.
        public var id: EventID?
        /// Whose ledger; the recorder's default tenant when absent.
        public var tenant: TenantID?
        /// When it happened; the time of recording when absent.
        public var occurredAt: Timestamp?
        /// `resource.verb`; derived from the kind when absent.
        public var action: Action?
        /// How it ended; derived from the detail when absent.
        public var outcome: Outcome?
        /// Who acted.
        public var actor: Actor?
        /// Where the act came from.
        public var context: Context
        /// What was acted upon.
        public var targets: [Target]
        /// The fields that changed.
        public var changes: [Change]
        /// What is particular to the kind.
        public var detail: Detail
        /// The caller's free fields: a JSON object.
        public var metadata: CanonicalJSON?
        /// What the leak guard leaves alone; nothing that was parsed has any.
        package var revealed: RevealedFields?

        /// A draft of the kind that `detail` belongs to.
        public init(
            _ detail: Detail,
            action: Action? = nil,
            actor: Actor? = nil,
            context: Context = Context(),
            targets: [Target] = [],
            changes: [Change] = [],
            metadata: CanonicalJSON? = nil
        ) {
            self.detail = detail
            self.action = action
            self.actor = actor
            self.context = context
            self.targets = targets
            self.changes = changes
            self.metadata = metadata
        }
    }
}
