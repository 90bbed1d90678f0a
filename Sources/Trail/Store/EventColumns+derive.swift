extension EventColumns {
    /// Derives the columns of a sealed event.
    public init(of event: SealedEvent) {
        self.init(
            header: event.header,
            sections: event.sections,
            recordedAt: event.recordedAt
        )
    }

    /// Derives the columns from what is sealed.
    ///
    /// The only function that does so: stores call it to
    /// write, verification calls it to compare. An erased section gives no columns.
    public init(header: EventHeader, sections: Sections, recordedAt: Timestamp) {
        self.init(
            time: EventTime.of(header, recordedAt: recordedAt).microseconds,
            isProblem: header.outcome != .success
        )
        sections.who?.text?.withUnsafeBufferPointer {
            let scanner = CanonicalScanner($0)
            self.actor = scanner.value(at: Self.id).flatMap(scanner.text)
        }
        sections.where?.text?.withUnsafeBufferPointer {
            let scanner = CanonicalScanner($0)
            self.ip = scanner.value(at: Self.ip).flatMap(scanner.text)
        }
        sections.what?.text?.withUnsafeBufferPointer {
            self.derive(fromWhat: CanonicalScanner($0), kind: header.kind)
        }
    }

    private mutating func derive(fromWhat scanner: CanonicalScanner, kind: Event.Kind) {
        self.target = scanner.value(at: Self.target).flatMap(scanner.text)
        switch kind {
        case .request:
            self.status = scanner.value(at: Self.status).flatMap(scanner.integer).map(Int.init)
            self.duration = scanner.value(at: Self.duration).flatMap(scanner.integer)
            if let status = self.status, status >= 400 { self.isProblem = true }
        case .login:
            self.username = scanner.value(at: Self.username).flatMap(scanner.text)
        case .page, .action, .crud, .cors, .system: break
        }
    }

    private static let id = EventField.actorID.path
    private static let ip = EventField.ip.path
    private static let target = EventField.targetID.path
    private static let status = EventField.status.path
    private static let duration = EventField.duration.path
    private static let username = EventField.username.path
}
