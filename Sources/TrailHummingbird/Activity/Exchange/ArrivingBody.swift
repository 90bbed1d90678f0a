internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// A body whose length was not stated, while it arrives.
///
/// The handler that sees the bytes and the middleware that wants their number meet here: nothing
/// else leads from a request to the channel that it came by.
struct ArrivingBody: Sendable {
    private static let arriving = Mutex<[String: ByteMeter]>([:])

    /// A random number that nobody outside knows, in hexadecimal.
    let number: String
    /// Counts its bytes.
    let meter = ByteMeter()

    init() {
        self.number = String(UInt64.random(in: .min ... .max), radix: 16)
        Self.arriving.withLock { [number, meter] in $0[number] = meter }
    }

    /// Whether nobody has asked for it yet.
    var isWaiting: Bool { Self.arriving.withLock { [number] in $0[number] != nil } }

    /// Lets nobody find it any more; whoever has its meter keeps it.
    func forget() {
        Self.arriving.withLock { [number] in $0[number] = nil }
    }

    /// What counts the body of `request`; `nil` where nothing does.
    ///
    /// The field that leads to it is taken out of the request.
    static func meter(of request: inout Request) -> ByteMeter? {
        guard let number = request.headers[.arrivingBody] else { return nil }
        var head = request.head
        head.headerFields[.arrivingBody] = nil
        // A body keeps what it came from only where it is handed on as it is.
        request = Request(head: head, body: request.body)
        return Self.arriving.withLock { $0.removeValue(forKey: number) }
    }
}

extension HTTPField.Name {
    /// Leads from a request to the count of its body; only within the process.
    static let arrivingBody: Self = {
        guard let name = Self("Trail-Arriving-Body") else { preconditionFailure("no field name") }
        return name
    }()
}
