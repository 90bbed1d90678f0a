#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
internal import GRDB
internal import Trail

/// Looks at a file that is to be an event store, without changing or making it.
struct SQLiteProbe: Sendable {
    let path: String
    let folder: String

    /// Looks.
    ///
    /// - Throws: ``Trail/DestinationFault`` that names no path: whoever reads it need not know where
    ///   the folder is.
    func run() throws(DestinationFault) {
        guard access(self.path, F_OK) == 0 else {
            guard access(self.folder, W_OK | X_OK) == 0 else {
                throw DestinationFault("The folder of destinations cannot be written to.")
            }
            return
        }
        guard access(self.path, R_OK | W_OK) == 0 else {
            throw DestinationFault("The file cannot be read and written by the server.")
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(1)
            let queue = try DatabaseQueue(path: self.path, configuration: configuration)
            defer { try? queue.close() }
            try queue.read { try Schema.check($0, path: self.path) }
        } catch let error as TrailError where error.code == .invalidConfiguration {
            throw DestinationFault(
                "The file is one of another program, or of a newer version of Trail."
            )
        } catch {
            throw DestinationFault("The file is damaged, or is no database.")
        }
    }
}
