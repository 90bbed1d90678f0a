import ArgumentParser
import Trail
import TrailGRDB

/// `trail track`: records what happens to the rows of a table in an app's own database.
struct TrackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "track",
        abstract: "Tracks a table of an app's SQLite database, or lists what is tracked.",
        discussion: """
            Puts triggers into the database that write each change into an outbox beside the
            table; the app, or another that opens the database with TrailGRDB, records them
            from there. An app that gives the table a rule of its own when it starts
            overrules this one. Columns whose name looks secret (password, token, api_key …)
            are masked.

            Examples:
              trail track app.sqlite player --label name
              trail track app.sqlite account --columns plan,state --updates changed
              trail track app.sqlite user --except avatar --redact email --reveal token_type
              trail track app.sqlite player_team --link
              trail track app.sqlite --list

            'trail untrack' ends it, 'trail doctor --tracked app.sqlite' looks whether it
            still fits.
            """
    )

    @Argument(help: "The database's file.")
    var database: String

    @Argument(help: "The table.")
    var table: String?

    @Flag(help: "Lists the tables that are tracked, and how.")
    var list = false

    @Option(help: "The columns that are recorded, separated by commas; all when absent.")
    var columns: String?

    @Option(help: "Columns that are not recorded.")
    var except: String?

    @Option(help: "Columns to mask beside those that look secret.")
    var redact: String?

    @Option(help: "Columns that only look secret.")
    var reveal: String?

    @Option(help: "The column that people know a row by.")
    var label: String?

    @Option(help: "What rows are called in events; the table's name when absent.")
    var type: String?

    @Option(help: "What an update records: whole (rows) or changed (columns).")
    var updates: String?

    @Flag(help: "The table links two others by its foreign keys.")
    var link = false

    @Flag(help: "Prints JSON, a line a table.")
    var json = false

    func validate() throws {
        guard self.list == (self.table == nil) else {
            throw ValidationError("A table is expected, or --list.")
        }
        guard self.columns == nil || self.except == nil else {
            throw ValidationError("--columns and --except exclude each other.")
        }
        guard ["whole", "changed", nil].contains(self.updates) else {
            throw ValidationError("--updates: whole or changed is expected.")
        }
        let options = [self.columns, self.except, self.label, self.type, self.updates]
        let others = options + [self.redact, self.reveal]
        guard !(self.link || self.list) || others.allSatisfy({ $0 == nil }) else {
            throw ValidationError("--link and --list take no other options.")
        }
    }

    func run() async throws {
        let settings = try await CommandSettings.load()
        let tracker = try ChangeTracker(
            path: self.database,
            capturing: settings.captureConfiguration()
        )
        guard let table = self.table else {
            for rule in try tracker.trackedTables() { self.tell(of: rule) }
            return
        }
        do {
            if self.link { try tracker.link(table) } else { try tracker.track(self.rule(table)) }
        } catch let error as TrailError {
            throw error
        } catch {
            throw CommandFailure("\(self.database): \(error)")
        }
        for rule in try tracker.trackedTables() where Self.isSame(rule.name, table) {
            self.tell(of: rule)
        }
    }

    /// SQLite ignores the case of ASCII letters in names.
    static func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.elementsEqual(other.utf8) { one, other in
            one == other || (one | 0x20 == other | 0x20 && (97...122).contains(one | 0x20))
        }
    }

    private func rule(_ table: String) -> TrackedTable {
        func names(_ text: String?) -> [String] { SettingValue.list(text ?? "") }
        var rule = TrackedTable(
            table,
            type: self.type,
            redaction: ColumnRedaction(names(self.redact), revealed: names(self.reveal)),
            label: self.label,
            updates: self.updates == "changed" ? .changedColumns : .wholeRows
        )
        if self.columns != nil { rule.columns = .only(names(self.columns)) }
        if self.except != nil { rule.columns = .allBut(names(self.except)) }
        return rule
    }

    private func tell(of rule: TrackedTable) {
        Output.line(self.json ? TrackedTableText(rule).json : TrackedTableText(rule).line)
    }
}
