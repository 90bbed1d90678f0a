import GRDB
import Hummingbird

/// A thing that the shop sells.
struct Product: Codable, Sendable, FetchableRecord, MutablePersistableRecord, ResponseEncodable {
    static let databaseTableName = "product"

    /// `nil` until it is stored.
    var id: Int64?
    var name: String
    /// In cents.
    var price: Int

    mutating func didInsert(_ inserted: InsertionSuccess) {
        self.id = inserted.rowID
    }
}

extension Product {
    /// The shop's tables.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.create(table: "product") { table in
                table.autoIncrementedPrimaryKey("id")
                table.column("name", .text).notNull()
                table.column("price", .integer).notNull()
            }
        }
        return migrator
    }
}
