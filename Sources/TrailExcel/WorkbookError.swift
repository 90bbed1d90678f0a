/// Why a workbook cannot be written.
package enum WorkbookError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The package trait `Excel` is off in this build.
    case notBuiltIn
    /// The disk, or the library, says no.
    case cannotWrite(String)

    /// A sentence for an operator.
    package var description: String {
        switch self {
        case .notBuiltIn:
            "XLSX is not built in: build Trail with its package trait Excel "
                + "(swift build --traits Excel), which needs libxlsxwriter."
        case .cannotWrite(let reason): "The workbook cannot be written: \(reason)."
        }
    }
}
