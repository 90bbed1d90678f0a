/// Writes events to a file's format piece by piece, in constant memory.
///
/// Call ``begin(to:)``, then ``append(_:integrity:to:)`` for each event, then ``end(to:)``. The
/// caller sends or writes what has gathered in the buffer and empties it whenever it likes.
public struct EventExporter: Sendable {
    /// A file's format.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// Event JSON, one a line.
        case ndjson
        /// One array of event JSON.
        case json
        /// RFC 4180, with a header line, for spreadsheets.
        case csv
        /// A dump of the seeds' models, as Django's `dumpdata` writes it.
        case django

        /// The media type.
        public var contentType: String {
            switch self {
            case .ndjson: "application/x-ndjson"
            case .json, .django: "application/json"
            case .csv: "text/csv; charset=utf-8; header=present"
            }
        }
    }

    /// The format.
    public let format: Format
    private var json = EventJSONWriter()
    private var csv: EventCSVWriter
    private var django = DjangoDumpWriter()
    private var isFirst = true
    /// Events that the format could not take: for a dump, those whose section `what` was erased.
    public private(set) var leftOut = 0

    /// An exporter.
    ///
    /// - Parameters:
    ///   - format: The format.
    ///   - kind: The kind of the events, which decides the columns of CSV; `nil` where all kinds
    ///     are mixed. A column that an event's kind does not have is empty.
    public init(_ format: Format, kind: Event.Kind? = nil) {
        self.format = format
        self.csv = EventCSVWriter(kind: kind)
    }

    /// Appends what stands before the first event.
    public mutating func begin(to output: inout [UInt8]) {
        self.isFirst = true
        switch self.format {
        case .ndjson: break
        case .json, .django: output.append(UInt8(ascii: "["))
        case .csv: self.csv.appendHeader(to: &output)
        }
    }

    /// Appends one event.
    public mutating func append(
        _ event: SealedEvent,
        integrity: EventIntegrity = .unchecked,
        to output: inout [UInt8]
    ) {
        switch self.format {
        case .ndjson:
            self.json.append(event, integrity: integrity, to: &output)
            output.append(UInt8(ascii: "\n"))
        case .json:
            output.append(contentsOf: (self.isFirst ? "\n" : ",\n").utf8)
            self.json.append(event, integrity: integrity, to: &output)
        case .csv: self.csv.append(event, integrity: integrity, to: &output)
        case .django: return self.appendObjects(event, to: &output)
        }
        self.isFirst = false
    }

    private mutating func appendObjects(_ event: SealedEvent, to output: inout [UInt8]) {
        let objects = self.django.objects(for: event)
        if objects.isEmpty { self.leftOut += 1 }
        for object in objects {
            output.append(self.isFirst ? "\n" : ",\n")
            output.append(contentsOf: object)
            self.isFirst = false
        }
    }

    /// Appends what stands behind the last event.
    public mutating func end(to output: inout [UInt8]) {
        guard self.format == .json || self.format == .django else { return }
        output.append(contentsOf: (self.isFirst ? "]\n" : "\n]\n").utf8)
    }
}
