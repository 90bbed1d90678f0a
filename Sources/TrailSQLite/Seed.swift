import GRDB
enum SeedSQLite {}
