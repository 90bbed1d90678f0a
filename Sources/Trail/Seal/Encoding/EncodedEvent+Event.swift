extension EncodedEvent {
    /// Encodes an event: canonical text and a fresh salt for each section that says something.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - stated: What the caller stated itself; a repetition must agree in it.
    public init(_ event: Event, stated: Stated) {
        self.init(event, header: EventHeader(event), stated: stated)
    }

    /// Encodes an event that another log had, whose time is kept as it is.
    package init(imported event: Event) {
        self.init(event, header: EventHeader(event, isImported: true), stated: .all)
    }

    private init(_ event: Event, header: EventHeader, stated: Stated) {
        self.init(
            header: header,
            sections: Sections(
                who: event.actor.map { actor in Self.section { $0.write(actor) } },
                where: event.context.map { context in Self.section { $0.write(context) } },
                what: Self.section { $0.write(what: event) }
            ),
            stated: stated
        )
    }

    private static func section(_ write: (inout CanonicalWriter) -> Void) -> Section {
        var writer = CanonicalWriter()
        write(&writer)
        return .sealed(text: writer.bytes, salt: Salt.random())
    }
}
