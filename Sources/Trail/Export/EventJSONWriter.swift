/// Writes sealed events as event JSON: the flat view that lists, streams and exports show.
///
/// Values are copied from the sealed texts to the output as they stand, without building objects.
/// A writer keeps its tables from event to event; use one for many events.
///
/// Whether an event was altered is for the caller to find out, who alone knows what to compare
/// with: the leaf that follows from the row, or the one that the tree holds. Sections of an event
/// that is said to be ``EventIntegrity/tampered`` are copied only where they are still JSON, so
/// that an altered row can spoil no page. Those of any other event must be what was sealed.
public struct EventJSONWriter: Sendable {
    private var tables = FlatValues.Tables()

    /// A writer.
    public init() {}

    /// Appends the JSON object of `event` to `output`, without a line end.
    public mutating func append(
        _ event: SealedEvent,
        integrity: EventIntegrity = .unchecked,
        to output: inout [UInt8]
    ) {
        let view = FlatView.of(event.header.kind)
        FlatValues.of(event, integrity: integrity, using: &self.tables) { values in
            let start = output.count
            view.keys.withUnsafeBufferPointer { keys in
                var keyStart = 0
                for (field, keyEnd) in zip(view.fields, view.keyEnds) {
                    output.append(
                        contentsOf: UnsafeBufferPointer(rebasing: keys[keyStart..<keyEnd])
                    )
                    values.append(field.value, to: &output)
                    keyStart = keyEnd
                }
            }
            // The object begins where the comma before the first key stands.
            output[start] = UInt8(ascii: "{")
            output.append(UInt8(ascii: "}"))
        }
    }
}
