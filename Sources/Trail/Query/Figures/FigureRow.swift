/// One event as figures look at it: in place, while its row or its sections are at hand.
///
/// It looks at memory that is not its own; nobody keeps one.
package struct FigureRow {
    /// The kind.
    package var kind: Event.Kind
    /// How it ended.
    package var outcome: Event.Outcome
    /// The time of lists, in microseconds.
    package var time: Int64
    /// The status of a response.
    package var status: Int64?
    /// How long an exchange took, in microseconds.
    package var duration: Int64?
    /// The canonical JSON of the section.
    package var who: UnsafeBufferPointer<UInt8>?
    /// The canonical JSON of the section.
    package var `where`: UnsafeBufferPointer<UInt8>?
    /// The canonical JSON of the section.
    package var what: UnsafeBufferPointer<UInt8>?

    /// An event of which nothing but this is known.
    package init(kind: Event.Kind, outcome: Event.Outcome, time: Int64) {
        self.kind = kind
        self.outcome = outcome
        self.time = time
    }

    /// What it is counted with.
    package var key: FigureKey {
        FigureKey(
            kind: self.kind,
            outcome: self.outcome,
            result: FigureKey.result(of: self.kind, status: self.status, what: self.what)
        )
    }
}

extension SealedEvent {
    /// What `body` makes of the event as figures look at it.
    package func withFigureRow<Value>(_ body: (FigureRow) -> Value) -> Value {
        let columns = EventColumns(of: self)
        var row = FigureRow(
            kind: self.header.kind,
            outcome: self.header.outcome,
            time: columns.time
        )
        row.status = columns.status.map(Int64.init)
        row.duration = columns.duration
        return Self.withText(self.sections.who) { who in
            Self.withText(self.sections.where) { `where` in
                Self.withText(self.sections.what) { what in
                    row.who = who
                    row.where = `where`
                    row.what = what
                    return body(row)
                }
            }
        }
    }

    private static func withText<Value>(
        _ section: Section?,
        _ body: (UnsafeBufferPointer<UInt8>?) -> Value
    ) -> Value {
        guard let text = section?.text else { return body(nil) }
        return text.withUnsafeBufferPointer { body($0) }
    }
}
