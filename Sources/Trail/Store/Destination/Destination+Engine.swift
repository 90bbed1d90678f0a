extension Destination {
    /// A sort of database that a destination can be, by the name that clients use.
    ///
    /// Which of them a server can really use is for its ``DestinationEngine``s to say.
    public enum Engine: String, Sendable, Hashable, CaseIterable {
        /// A SQLite file.
        case sqlite
        /// PostgreSQL.
        case postgresql
        /// MySQL or MariaDB.
        case mysql
        /// ClickHouse.
        case clickhouse
        /// MongoDB.
        case mongodb
        /// ScyllaDB or Cassandra.
        case scylladb
    }
}
