internal import Trail

/// A workbook that is being written row by row.
protocol WorkbookWriting: ~Copyable {
    /// Whether one can be begun in this build.
    static var isAvailable: Bool { get }

    /// Rows of the sheet under way, without its header.
    var rows: Int { get }

    /// Begins a workbook with one sheet.
    ///
    /// - Parameters:
    ///   - path: Where the file is to be; one that is there is replaced.
    ///   - folder: Where sheets are kept until the file is made of them.
    ///   - name: What its sheets are called.
    ///   - columns: The header of each sheet.
    /// - Throws: ``WorkbookError``.
    init(
        path: String,
        temporary folder: String,
        sheet name: String,
        columns: [String]
    ) throws(WorkbookError)

    /// Begins another sheet.
    ///
    /// - Throws: ``WorkbookError``.
    mutating func beginSheet() throws(WorkbookError)

    /// Appends a row.
    ///
    /// - Throws: ``WorkbookError``.
    mutating func append(_ cells: [TableCell]) throws(WorkbookError)

    /// Makes the file.
    ///
    /// - Throws: ``WorkbookError``; there is no file then, unless it was closed before.
    mutating func close() throws(WorkbookError)
}

#if Excel
/// What writes workbooks in this build.
typealias WorkbookWriter = LibraryWriter
#else
/// What writes workbooks in this build.
typealias WorkbookWriter = MissingWriter
#endif
