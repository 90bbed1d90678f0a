#if Excel
/// Looks whether a workbook that was made holds all that was written into its sheets.
///
/// The library copies each part once more while it makes the workbook, and takes no notice where
/// that fails, as on a disk that is full for a moment: a sheet then lacks rows, or a part its end.
struct WorkbookCheck {
    private let package: WorkbookPackage

    /// Prepares to look into the file at `path`.
    ///
    /// - Throws: ``WorkbookError`` where it is no package.
    init(path: String) throws(WorkbookError) {
        self.package = try WorkbookPackage(path: path)
    }

    /// Passes where each part is whole, and there are these sheets.
    ///
    /// - Parameter rowBytes: How many bytes the rows of each sheet have.
    /// - Throws: ``WorkbookError``.
    func expect(_ rowBytes: [Int]) throws(WorkbookError) {
        var sheets: [String: Int] = [:]
        for (place, bytes) in rowBytes.enumerated() {
            sheets["xl/worksheets/sheet\(place + 1).xml"] = bytes
        }
        for name in self.package.names {
            var text = PartText()
            try self.package.read(name) { text.add($0) }
            let bytes = sheets.removeValue(forKey: name)
            guard text.isWhole, bytes == nil || bytes == text.rowBytes else {
                throw .cannotWrite("the disk did not take all of \(name)")
            }
        }
        guard sheets.isEmpty else { throw .cannotWrite("the disk did not take all sheets") }
    }
}
#endif
