import ArgumentParser
import SystemPackage
import Trail
import TrailExcel
import TrailSQLite

/// `trail export`: events as NDJSON, JSON, CSV, XLSX or a Django dump.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes events as NDJSON, JSON, CSV, XLSX or a Django dump, in ledger order.",
        discussion: """
            Takes the filters of the API's lists. Runs in constant memory, beside a server
            too; events that arrive after the start are left out. XLSX takes some disk space
            for temporary files, and is there in builds with the package trait Excel, as
            make builds. The format django is a dump that 'manage.py loaddata' takes, with
            the models of django-djaffar and django-activitylog.

            Examples:
              trail export > all.ndjson
              trail export --kind login --format csv --filter last_hours=24
              trail export --filter remote_ip=203.0.113.0/24 --output suspicious.json --format json
              trail export --search '"disk is full" backup*' --format csv
              trail export --kind request --format xlsx --output requests.xlsx
              trail export --kind page --format django --output djaffar-activity.json
            """
    )

    @Option(help: "ndjson, json, csv, xlsx or django.")
    var format = "ndjson"

    @Option(help: "Only this kind of event: page, action, crud, login, request, cors or system.")
    var kind: String?

    @Option(help: "A filter of the API's lists, as name=value; repeatable.")
    var filter: [String] = []

    @Option(help: "Only events that have these words: words, \"a phrase\", inv*.")
    var search: String?

    @Option(help: "The tenant whose events are exported.")
    var tenant: String?

    @Option(help: "The file to write; standard output when absent.")
    var output: String?

    func run() async throws {
        let settings = try await CommandSettings.load()
        let tenant = try TenantID(self.tenant ?? settings.requiredText("tenant.default"))
        let kind = try self.parsedKind()
        let query = try self.query(tenant, kind)
        let isWorkbook = self.format == "xlsx"
        let format = EventExporter.Format(rawValue: self.format)
        guard isWorkbook || format != nil else {
            throw CommandFailure("--format: ndjson, json, csv, xlsx or django is expected")
        }
        if let output = self.output, try OwnFiles(settings).contains(output) {
            throw CommandFailure("--output: \(output) is a file that Trail itself needs")
        }
        if isWorkbook, !EventWorkbook.isAvailable {
            throw CommandFailure("--format xlsx: \(WorkbookError.notBuiltIn)")
        }
        let main = try await OpenStore.reading(settings)
        let store = try await OpenStore.ledgers(reading: main, settings)
        let size = try await store.head(of: query.tenant)?.size ?? 0
        let export = StoreExport(store: store, query: query, size: size)
        let file = try self.file()
        let progress = ProgressLine("exporting")
        if let format {
            let leftOut = try await export.run(EventExporter(format, kind: kind)) { bytes, done in
                _ = try file.writeAll(bytes)
                progress.update(done, of: size)
            }
            if leftOut > 0 { Output.note("\(leftOut) events were erased, and are no rows") }
        } else {
            let workbook = try TemporaryWorkbook(kind: kind)
            try await export.run(workbook.workbook) { progress.update($0, of: size) }
            try Self.copy(workbook, to: file)
        }
        progress.finish()
    }

    /// Parameters of lists that say which page, not which events.
    private static let refused: Set = ["page", "page_size", "cursor", "ordering"]

    private func parsedKind() throws(CommandFailure) -> Event.Kind? {
        guard let name = self.kind else { return nil }
        guard let kind = Event.Kind(rawValue: name) else {
            throw CommandFailure("--kind: no such kind as '\(name)'")
        }
        return kind
    }

    private func query(_ tenant: TenantID, _ kind: Event.Kind?) throws -> EventQuery {
        var parameters = try self.filter.map { text throws(CommandFailure) in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CommandFailure("--filter: name=value is expected, not '\(text)'")
            }
            guard !Self.refused.contains(String(parts[0])) else {
                throw CommandFailure("--filter: \(parts[0]) is for pages; all events are exported")
            }
            return (name: String(parts[0]), value: String(parts[1]))
        }
        if let search = self.search { parameters.append((name: "search", value: search)) }
        do {
            return try EventListRequest(
                parameters: parameters,
                kind: kind,
                tenant: tenant,
                now: .now()
            ).query
        } catch {
            let sentence = CommandFailure(error)?.sentence ?? "\(error)"
            throw CommandFailure("--filter: \(sentence)")
        }
    }

    private static func copy(_ workbook: TemporaryWorkbook, to output: FileDescriptor) throws {
        let file = try FileDescriptor.open(FilePath(workbook.path), .readOnly)
        try file.closeAfter {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 1)
            defer { buffer.deallocate() }
            while case let count = try file.read(into: buffer), count > 0 {
                _ = try output.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    private func file() throws -> FileDescriptor {
        guard let path = self.output else { return .standardOutput }
        do {
            return try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .truncate],
                permissions: .ownerReadWrite
            )
        } catch {
            throw CommandFailure("cannot write \(path): \(error)")
        }
    }
}
