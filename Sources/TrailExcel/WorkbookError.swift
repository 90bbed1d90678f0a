internal import Foundation

/// Why a workbook cannot be written.
package enum WorkbookError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The package trait `Excel` is off in this build.
    case notBuiltIn
    /// There is no room on the disk, in this folder.
    case outOfSpace(String)
    /// The disk, or the library, says no.
    case cannotWrite(String)

    /// What an error number of the system says about files in `folder`.
    init(errno code: Int32, in folder: String) {
        self =
            switch code {
            case ENOSPC, EDQUOT: .outOfSpace(folder)
            case 0: .cannotWrite("the disk of \(folder) did not take all of it")
            default: .cannotWrite("\(folder): \(String(cString: strerror(code)))")
            }
    }

    /// A sentence for an operator.
    package var description: String {
        switch self {
        case .notBuiltIn:
            "XLSX is not built in: build Trail with its package trait Excel "
                + "(swift build --traits Excel), which needs libxlsxwriter."
        case .outOfSpace(let folder):
            "The workbook cannot be written: there is no room left in \(folder)."
        case .cannotWrite(let reason): "The workbook cannot be written: \(reason)."
        }
    }
}
