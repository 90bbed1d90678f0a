#if Excel
internal import CZlib
internal import Foundation

/// Looks whether a workbook that was made holds all that was written into its sheets.
///
/// The library copies a sheet once more while it makes the workbook, and takes no notice where that
/// fails, as on a disk that is full for a moment: the sheet then lacks rows.
struct WorkbookCheck {
    private let package: WorkbookPackage

    /// Prepares to look into the file at `path`.
    ///
    /// - Throws: ``WorkbookError`` where it is no package.
    init(path: String) throws(WorkbookError) {
        self.package = try WorkbookPackage(path: path)
    }

    /// Passes where the sheet of a number, counted from 1, holds so many bytes of rows.
    ///
    /// - Throws: ``WorkbookError`` `cannotWrite`.
    func expect(_ bytes: Int, ofRowsInSheet number: Int) throws(WorkbookError) {
        var frame = SheetFrame()
        try self.package.read("xl/worksheets/sheet\(number).xml") { frame.add($0) }
        guard frame.rowBytes == bytes else {
            throw .cannotWrite("the disk did not take all of sheet \(number)")
        }
    }
}

/// Tells how much of a sheet's text lies between the marks of its rows.
private struct SheetFrame {
    private static let start = Data("<sheetData>".utf8)
    private static let end = Data("</sheetData>".utf8)
    /// More than there is before and behind the rows.
    private static let margin = 8_192

    private var head = Data()
    private var tail = Data()
    private var length = 0

    mutating func add(_ piece: Data) {
        self.length += piece.count
        self.head.append(piece.prefix(Self.margin - self.head.count))
        self.tail.append(piece)
        // A copy begins at 0 again.
        if self.tail.count > Self.margin { self.tail = Data(self.tail.suffix(Self.margin)) }
    }

    /// `nil` where a mark is missing.
    var rowBytes: Int? {
        guard let start = self.head.range(of: Self.start),
            let end = self.tail.range(of: Self.end, options: .backwards)
        else { return nil }
        let behind = self.tail.count - end.lowerBound
        return self.length - behind - start.upperBound
    }
}
#endif
