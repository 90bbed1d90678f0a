#if Excel
internal import CXLSXWriter
internal import Foundation

/// The temporary file in which the library keeps the rows of a sheet until the workbook is made.
///
/// The library neither says where such a file cannot be written nor closes it where the workbook is
/// given up, so that its room on the disk would be taken until the process ends.
struct SheetFile {
    private let file: UnsafeMutablePointer<FILE>
    private let folder: String

    /// An open file of a folder.
    init(_ file: UnsafeMutablePointer<FILE>, in folder: String) {
        self.file = file
        self.folder = folder
    }

    /// The file of a sheet that is being written; `nil` where it has none.
    init?(_ sheet: UnsafeMutablePointer<lxw_worksheet>, in folder: String) {
        guard let file = sheet.pointee.optimize_tmpfile else { return nil }
        self.init(file, in: folder)
    }

    /// Passes while everything could be written so far.
    ///
    /// Only `errno` tells why it could not, so this is called right behind a write.
    ///
    /// - Throws: ``WorkbookError``.
    func check() throws(WorkbookError) {
        guard ferror(self.file) != 0 else { return }
        throw WorkbookError(errno: errno, in: self.folder)
    }

    /// How many bytes it has, all of them with the system.
    ///
    /// - Throws: ``WorkbookError``.
    func size() throws(WorkbookError) -> Int {
        errno = 0
        let isWritten = fflush(self.file) == 0
        try self.check()
        let size = ftello(self.file)
        guard isWritten, size >= 0 else { throw WorkbookError(errno: errno, in: self.folder) }
        return Int(size)
    }

    /// Gives a file back of a workbook that is not made any more.
    func discard() { fclose(self.file) }

    /// What gives the file back should the library have failed and left it open.
    func handle() -> Handle? { Handle(self.file) }

    /// A second hold on a file that the library is about to close, so that its room is given back in
    /// any case; where the library fails, no more than its own record of the file is lost.
    struct Handle {
        private let original: Int32
        private let own: Int32

        fileprivate init?(_ file: UnsafeMutablePointer<FILE>) {
            self.original = fileno(file)
            self.own = dup(self.original)
            guard self.own >= 0 else { return nil }
        }

        /// Gives the file back, also where the library still has it open.
        func release() {
            var (one, other) = (stat(), stat())
            // It has no name, so nobody else can have opened it under that number.
            if fstat(self.own, &one) == 0, fstat(self.original, &other) == 0,
                one.st_ino == other.st_ino, one.st_dev == other.st_dev
            {
                close(self.original)
            }
            close(self.own)
        }
    }
}
#endif
