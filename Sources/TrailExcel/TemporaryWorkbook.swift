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
