internal import Trail

/// What stands for a workbook where the package trait `Excel` is off: nothing can be begun.
///
/// It is compiled with the trait as well, so that a build without it cannot break unseen.
struct MissingWriter: WorkbookWriting, ~Copyable {
    static let isAvailable = false

    let rows = 0

    init(
        path: String,
        temporary folder: String,
        sheet name: String,
        columns: [String]
    ) throws(WorkbookError) {
        throw .notBuiltIn
    }

    mutating func beginSheet() throws(WorkbookError) { throw .notBuiltIn }

    mutating func append(_ cells: [TableCell]) throws(WorkbookError) { throw .notBuiltIn }

    mutating func close() throws(WorkbookError) { throw .notBuiltIn }
}
