#if Excel
internal import CXLSXWriter
internal import Trail

/// A workbook of libxlsxwriter that is being written row by row.
struct LibraryWriter: WorkbookWriting, ~Copyable {
    static let isAvailable = true

    /// The most UTF-16 units of a cell; what is longer is cut.
    private static let longestText = 32_767

    private(set) var rows = 0
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private let name: String
    private let columns: [String]
    private var sheets = 0

    init(
        path: String,
        temporary folder: String,
        sheet name: String,
        columns: [String]
    ) throws(WorkbookError) {
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
        // Frees what a workbook holds that was never closed, its temporary files included.
        if let workbook { lxw_workbook_free(workbook) }
    }

    mutating func beginSheet() throws(WorkbookError) {
        self.sheets += 1
        let name = self.sheets == 1 ? self.name : "\(self.name) \(self.sheets)"
        guard let sheet = workbook_add_worksheet(self.workbook, name) else {
            throw .cannotWrite("no sheet can be added")
        }
        self.sheet = sheet
        self.rows = -1
        worksheet_freeze_panes(sheet, 1, 0)
        try self.append(self.columns.map(TableCell.text))
    }

    mutating func append(_ cells: [TableCell]) throws(WorkbookError) {
        let row = lxw_row_t(self.rows + 1)
        for (place, cell) in cells.enumerated() {
            let column = lxw_col_t(place)
            let result =
                switch cell {
                case .empty: LXW_NO_ERROR
                case .number(let number):
                    worksheet_write_number(self.sheet, row, column, number, nil)
                case .flag(let flag):
                    worksheet_write_boolean(self.sheet, row, column, flag ? 1 : 0, nil)
                case .text(let text):
                    worksheet_write_string(self.sheet, row, column, Self.legal(text), nil)
                }
            guard result == LXW_NO_ERROR else { throw Self.error(result) }
        }
        self.rows += 1
    }

    mutating func close() throws(WorkbookError) {
        guard let workbook = self.workbook.take() else { return }
        // Frees the workbook, whatever comes of it.
        let result = workbook_close(workbook)
        guard result == LXW_NO_ERROR else { throw Self.error(result) }
    }

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
