public import Trail

/// Where a JWK set is read from, and how often.
public struct JWTKeySetSource: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        case file(String)
        case endpoint(KeySetEndpoint)
    }

    let place: Place
    /// How long the set is believed before it is read again.
    public var interval: Duration = .seconds(300)
    /// The least time between two readings, whatever tokens ask for and whatever fails.
    public var pause: Duration = .seconds(30)
    /// How long a reading may take.
    public var patience: Duration = .seconds(5)
    /// The most bytes of the set.
    public var maximumBytes = 262_144

    /// A set in a file, or behind a URL, which `text` is when it holds `://`.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for a URL other than of `https`, or of
    ///   `http` on this machine: whoever can alter the set can sign in as anyone.
    public init(_ text: String) throws(TrailError) {
        if text.contains("://") {
            self.place = .endpoint(try KeySetEndpoint(text))
        } else {
            self.place = .file(text)
        }
    }

    /// Whether it is a file, which is expected to be there from the start.
    var isFile: Bool {
        if case .file = self.place { true } else { false }
    }

    /// The file or the host, for the log.
    var name: String {
        switch self.place {
        case .file(let path): path
        case .endpoint(let endpoint): endpoint.host
        }
    }

    /// Reads the set.
    func read() async throws -> [UInt8] {
        switch self.place {
        case .endpoint(let endpoint):
            return try await endpoint.read(upTo: self.maximumBytes, within: self.patience)
        case .file(let path):
            guard let bytes = try PrivateFile.read(path, isSecret: false) else {
                throw TrailError(.invalidConfiguration, "there is no file \(path)")
            }
            guard bytes.count <= self.maximumBytes else { throw KeySetFailure.tooLong }
            return bytes
        }
    }
}

/// Why a key set could not be read.
enum KeySetFailure: Error, Sendable, Hashable {
    /// Any answer but 200; redirects are not followed.
    case status(UInt)
    /// More bytes than are accepted.
    case tooLong
    /// It took too long.
    case late
}
