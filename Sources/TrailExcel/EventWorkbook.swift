internal import Synchronization
package import Trail

/// Writes events into an XLSX file, a row an event, in constant memory.
///
/// Texts are written as texts whatever they begin with, so that no cell is a formula. A sheet that
/// is full is followed by another one with the same header. Calls wait for the disk; where nothing
/// else may wait, make them on a thread that may.
///
/// The file is there once ``close()`` has returned. A workbook that is dropped before leaves none.
package final class EventWorkbook: Sendable {
    /// Rows of events in one sheet: all that the format allows, but for the header.
    package static let rowsInSheet = 1_048_575

    /// The media type of the file.
    package static let contentType =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    private struct State: ~Copyable {
        var writer: WorkbookWriter
        var table: EventTable
        let rowsInSheet: Int

        mutating func append(
            _ event: SealedEvent,
            _ integrity: EventIntegrity
        ) throws(WorkbookError) {
            if self.writer.rows == self.rowsInSheet { try self.writer.beginSheet() }
            var cells: [TableCell] = []
            cells.reserveCapacity(self.table.names.count)
            self.table.forEachCell(of: event, integrity: integrity) { _, json in
                cells.append(TableCell(json: json))
            }
            try self.writer.append(cells)
        }
    }

    private let state: Mutex<State>

    /// Whether this build writes workbooks: whether the package trait `Excel` is on.
    package static var isAvailable: Bool { WorkbookWriter.isAvailable }

    /// Begins a workbook.
    ///
    /// - Parameters:
    ///   - kind: The kind of the events, which decides the columns; `nil` where kinds are mixed.
    ///   - path: Where the file is to be; one that is there is replaced.
    ///   - folder: Where sheets are kept until the file is made of them.
    ///   - rowsInSheet: How many events a sheet takes.
    /// - Throws: ``WorkbookError``.
    package init(
        kind: Event.Kind?,
        path: String,
        temporary folder: String,
        rowsInSheet: Int = EventWorkbook.rowsInSheet
    ) throws(WorkbookError) {
        let table = EventTable(kind: kind)
        let name = kind.map { "\($0.rawValue) events" } ?? "events"
        let writer = try WorkbookWriter(
            path: path,
            temporary: folder,
            sheet: name,
            columns: table.names
        )
        self.state = Mutex(State(writer: writer, table: table, rowsInSheet: rowsInSheet))
    }

    /// Appends a row for each of `events`.
    ///
    /// - Throws: ``WorkbookError``.
    package func append(
        _ events: some Sequence<(SealedEvent, EventIntegrity)>
    ) throws(WorkbookError) {
        try self.state.withLock { (state) throws(WorkbookError) in
            for (event, integrity) in events {
                try state.append(event, integrity)
            }
        }
    }

    /// Makes the file.
    ///
    /// - Throws: ``WorkbookError``; there is no file then, unless it was closed before.
    package func close() throws(WorkbookError) {
        try self.state.withLock { (state) throws(WorkbookError) in try state.writer.close() }
    }
}
