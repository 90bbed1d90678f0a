public import Logging
internal import Synchronization

/// Says where on the map the client's address is, from a database of places.
///
/// Addresses that are not public have no place and are not looked up. As a service it looks after
/// the file: when another one takes its place, that one answers from then on. One that cannot be
/// used is told in the log, and the old one goes on answering.
public final class GeoEnricher: Enricher {
    /// A database and what it has answered.
    struct Loaded: Sendable {
        let database: GeoDatabase
        let answers: BoundedCache<IPAddress, Event.Geo?>

        init(_ database: GeoDatabase) {
            self.database = database
            self.answers = BoundedCache(capacity: 4_096)
        }
    }

    /// The file.
    public let path: String
    /// How often the file is looked at.
    let interval: Duration
    let logger: Logger
    private let loaded: Mutex<Loaded>

    /// An enricher that answers from the database at `path`.
    ///
    /// - Parameters:
    ///   - path: A file in MaxMind DB format.
    ///   - interval: How often the file is looked at, once ``run()`` runs.
    ///   - logger: Is told of databases that are taken and of such as cannot be used.
    /// - Throws: ``GeoDatabaseError`` where the file cannot be used.
    public init(
        path: String,
        every interval: Duration = .seconds(5),
        logger: Logger
    ) throws(GeoDatabaseError) {
        self.path = path
        self.interval = interval
        self.logger = logger
        self.loaded = try Mutex(Loaded(GeoDatabase(path: path)))
    }

    /// The database that answers now.
    public var database: GeoDatabase { self.loaded.withLock { $0.database } }

    /// `draft` with the place of its address, where it names none.
    public func enrich(_ draft: Event.Draft) -> Event.Draft {
        guard draft.context.geo == nil, let ip = draft.context.ip, let address = IPAddress(ip),
            let place = self.place(of: address)
        else { return draft }
        var draft = draft
        draft.context.geo = place
        return draft
    }

    private func place(of address: IPAddress) -> Event.Geo? {
        guard address.isPublic else { return nil }
        let loaded = self.loaded.withLock { $0 }
        do throws(GeoFault) {
            return try loaded.answers.value(for: address) { () throws(GeoFault) in
                try loaded.database.lookUp(address)
            }
        } catch {
            // A damaged record says nothing; what is being written to may say something later.
            return nil
        }
    }

    /// Lets `database` answer from now on.
    func load(_ database: GeoDatabase) {
        let loaded = Loaded(database)
        self.loaded.withLock { $0 = loaded }
    }
}
