import Trail
import TrailSQLite

/// Reads the tables of a site's database.
struct TableReader: ImportReader {
    private let name: String
    private let database: SeedDatabase
    /// The tables that are left, the next one at the end.
    private var tables: [SeedDatabase.Table]
    private var portion: SeedDatabase.Portion?
    /// How many rows of the portion have been given.
    private var given = 0
    /// How many rows of the table have been given.
    private var number = 0
    private(set) var done: UInt64 = 0
    let total: UInt64

    init(_ database: SeedDatabase, name: String, pass: ImportPass) {
        self.name = name
        self.database = database
        self.tables = database.tables.filter { pass.takes($0.model) }.reversed()
        self.total = UInt64(self.tables.reduce(0) { $0 + $1.rows })
    }

    mutating func next() throws -> ImportItem? {
        while let table = self.tables.last {
            let portion = try self.portion ?? self.database.rows(of: table, after: nil)
            if self.given < portion.rows.count {
                self.portion = portion
                defer { self.given += 1 }
                self.done += 1
                self.number += 1
                let place = "\(self.name): \(table.name), row \(self.number)"
                let content = ImportItem.Content.row(portion.rows[self.given], table.model)
                return ImportItem(place: place, content: content)
            }
            self.given = 0
            self.portion = try portion.last.map { try self.database.rows(of: table, after: $0) }
            guard self.portion == nil else { continue }
            self.tables.removeLast()
            self.number = 0
        }
        return nil
    }
}
