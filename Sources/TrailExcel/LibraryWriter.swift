#if Excel
internal import CXLSXWriter
internal import Foundation
internal import Trail

/// A workbook of libxlsxwriter that is being written row by row.
struct LibraryWriter: WorkbookWriting, ~Copyable {
    static let isAvailable = true

    /// The most UTF-16 units of a cell; what is longer is cut.
    private static let longestText = 32_767

    private(set) var rows = 0
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    /// Those of the workbook, of which the last is being written.
    private var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []
    private let path: String
    private let folder: String
    private let name: String
    private let columns: [String]

    init(
        path: String,
        temporary folder: String,
        sheet name: String,
        columns: [String]
    ) throws(WorkbookError) {
        self.path = path
        self.folder = folder
        self.name = name
        self.columns = columns
        self.workbook = folder.withCString { folder in
            var options = lxw_workbook_options()
            options.constant_memory = 1
            options.use_zip64 = 1
            // The library copies what it keeps of it.
            options.tmpdir = UnsafeMutablePointer(mutating: folder)
            return workbook_new_opt(path, &options)
        }
        guard self.workbook != nil else { throw .cannotWrite("there is no memory") }
        try self.beginSheet()
    }

    deinit {
        guard let workbook else { return }
        // It was never closed, and the library would leave its files open.
        for sheet in self.sheets {
            SheetFile(sheet, in: self.folder)?.discard()
            sheet.pointee.optimize_tmpfile = nil
        }
        lxw_workbook_free(workbook)
    }

    mutating func beginSheet() throws(WorkbookError) {
        guard let workbook = self.workbook else { throw Self.closed }
        let number = self.sheets.count + 1
        let name = number == 1 ? self.name : "\(self.name) \(number)"
        errno = 0
        guard let sheet = workbook_add_worksheet(workbook, name) else {
            throw WorkbookError(errno: errno, in: self.folder)
        }
        self.sheets.append(sheet)
        self.rows = -1
        worksheet_freeze_panes(sheet, 1, 0)
        try self.append(self.columns.map(TableCell.text))
    }

    mutating func append(_ cells: [TableCell]) throws(WorkbookError) {
        guard let sheet = self.sheets.last else { throw Self.closed }
        let row = lxw_row_t(self.rows + 1)
        errno = 0
        for (place, cell) in cells.enumerated() {
            let column = lxw_col_t(place)
            let result =
                switch cell {
                case .empty: LXW_NO_ERROR
                case .number(let number):
                    worksheet_write_number(sheet, row, column, number, nil)
                case .flag(let flag):
                    worksheet_write_boolean(sheet, row, column, flag ? 1 : 0, nil)
                case .text(let text):
                    worksheet_write_string(sheet, row, column, Self.legal(text), nil)
                }
            guard result == LXW_NO_ERROR else { throw Self.error(result) }
        }
        try SheetFile(sheet, in: self.folder)?.check()
        self.rows += 1
    }

    mutating func close() throws(WorkbookError) {
        guard self.workbook != nil else { throw Self.closed }
        let sizes = try self.rowBytes()
        do throws(WorkbookError) {
            try self.make()
            try WorkbookCheck(path: self.path).expect(sizes)
        } catch {
            // Half of it is none.
            unlink(self.path)
            throw error
        }
    }

    /// How many bytes the rows of each sheet have, the last row included, which the library keeps
    /// in memory until there is another one.
    private func rowBytes() throws(WorkbookError) -> [Int] {
        var sizes: [Int] = []
        for sheet in self.sheets {
            errno = 0
            lxw_worksheet_write_single_row(sheet)
            guard let file = SheetFile(sheet, in: self.folder) else { throw Self.closed }
            try file.check()
            sizes.append(try file.size())
        }
        return sizes
    }

    private mutating func make() throws(WorkbookError) {
        guard let workbook = self.workbook.take() else { return }
        let handles = self.sheets.compactMap { SheetFile($0, in: self.folder)?.handle() }
        errno = 0
        // Frees the workbook, whatever comes of it.
        let result = workbook_close(workbook)
        let code = errno
        self.sheets = []
        for handle in handles { handle.release() }
        guard result != LXW_NO_ERROR else { return }
        let error = WorkbookError(errno: code, in: self.folder)
        if case .outOfSpace = error { throw error }
        throw Self.error(result)
    }

    private static var closed: WorkbookError { .cannotWrite("it is closed") }

    /// A text without what no XML may hold, and no longer than a cell may be.
    static func legal(_ text: String) -> String {
        let isLegal =
            text.utf8.count <= Self.longestText
            && text.utf8.allSatisfy { byte in
                // Neither a control character nor the first byte of U+FFFE and U+FFFF.
                byte >= 0x20 && byte != 0xEF || byte == 0x09 || byte == 0x0A || byte == 0x0D
            }
        guard !isLegal else { return text }
        var legal = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            length += scalar.value > 0xFFFF ? 2 : 1
            guard length <= Self.longestText else { break }
            legal.append(Self.isLegal(scalar) ? scalar : "\u{FFFD}")
        }
        return String(legal)
    }

    private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case ..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }

    private static func error(_ result: lxw_error) -> WorkbookError {
        .cannotWrite(String(cString: lxw_strerror(result)))
    }
}
#endif
