internal import Trail
internal import TrailExcel

/// The form of an exported file.
enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    case csv, json, ndjson, xlsx

    /// How it is written while it is sent; `nil` for a workbook, which is made first.
    var streamed: EventExporter.Format? { EventExporter.Format(rawValue: self.rawValue) }

    /// Whether this build makes it.
    var isAvailable: Bool { self != .xlsx || EventWorkbook.isAvailable }

    /// The media type.
    var contentType: String { self.streamed?.contentType ?? EventWorkbook.contentType }

    /// The paths under a list at which it is served: the documented one, and those of the seeds.
    var paths: [String] {
        "export_\(self.rawValue)".spellings + ["export/\(self.rawValue)"]
    }
}
