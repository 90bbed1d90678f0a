internal import Foundation
package import Trail

/// A workbook in a folder that nobody else can look into, and that goes with the last who knows of
/// it.
package final class TemporaryWorkbook: Sendable {
    /// Where rows are appended.
    package let workbook: EventWorkbook
    /// Where the file is once the workbook is closed.
    package let path: String
    private let folder: TemporaryFolder

    /// Begins a workbook in the system's folder for temporary files.
    ///
    /// - Throws: ``WorkbookError``.
    package init(kind: Event.Kind?) throws(WorkbookError) {
        // First, for where there are no workbooks no folder is needed.
        guard EventWorkbook.isAvailable else { throw .notBuiltIn }
        self.folder = try TemporaryFolder()
        self.path = self.folder.path + "/export.xlsx"
        self.workbook = try EventWorkbook(
            kind: kind,
            path: self.path,
            temporary: self.folder.path
        )
    }
}

/// A folder of this process alone.
private final class TemporaryFolder: Sendable {
    let path: String

    init() throws(WorkbookError) {
        var template = Array((NSTemporaryDirectory() + "/trail-export-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .cannotWrite("there is no room for temporary files in \(NSTemporaryDirectory())")
        }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        self.path = String(decoding: bytes, as: UTF8.self)
    }

    deinit {
        // Whatever the reason, there is nobody left to be told.
        try? FileManager.default.removeItem(atPath: self.path)
    }
}
