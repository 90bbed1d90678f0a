import Foundation
import Trail

extension DoctorCommand {
    /// Files that hold secrets or events, or decide about them, are for their owner alone.
    static func files(_ settings: Settings) throws -> [Check] {
        let store = try settings.storePath()
        return try OwnFiles(settings).all.compactMap(Self.check)
            + [Self.folder(of: store)] + Self.secrets(settings)
    }

    private static func check(_ file: OwnFiles.File) -> Check? {
        guard let mode = Self.mode(file.path) else {
            let isThere = FileManager.default.fileExists(atPath: file.path)
            switch file.presence {
            case .later(let reason) where !isThere:
                return Check(file.name, true, "\(file.path) is not there yet; \(reason)")
            case .passing where !isThere:
                return nil
            default:
                return Check(file.name, false, "\(file.path) does not exist or cannot be read")
            }
        }
        let octal = String(mode, radix: 8)
        guard mode & 0o077 == 0 else {
            // Whoever may enter a folder needs x besides.
            let word = Self.isFolder(file.path) ? "700" : "600"
            let remedy = "run: chmod \(word) \(file.path)"
            return Check(
                file.name,
                false,
                "\(file.path) is open to others (mode \(octal)); \(remedy)"
            )
        }
        return Check(file.name, true, "\(file.path), mode \(octal)")
    }

    /// Whoever may write to the folder may put another store in the place of this one.
    private static func folder(of store: String) -> Check {
        let folder = URL(fileURLWithPath: store).deletingLastPathComponent().path
        guard let mode = Self.mode(folder) else {
            return Check("folder", false, "\(folder) does not exist or cannot be read")
        }
        // In a folder with the sticky bit nobody replaces what is another's.
        let isSafe = mode & 0o002 == 0 || mode & 0o1000 != 0
        return Check(
            "folder",
            isSafe,
            isSafe ? folder : "anybody may replace the files in \(folder); run: chmod o-w \(folder)"
        )
    }

    /// A file of settings that holds a secret.
    private static func secrets(_ settings: Settings) -> [Check] {
        let sources = SettingKey.all.filter(\.isSecret).compactMap { key in
            settings.values[key.name].map { (key: key.name, source: $0.source) }
        }
        return sources.compactMap { key, source in
            guard source != "command line" else {
                return Check(
                    "secret \(key)",
                    false,
                    "other users of this machine see it on the command line"
                )
            }
            guard let mode = Self.mode(source), mode & 0o077 != 0 else { return nil }
            return Check(
                "secret \(key)",
                false,
                "\(source) holds it and is open to others; run: chmod 600 \(source)"
            )
        }
    }

    private static func mode(_ path: String) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.posixPermissions] as? NSNumber)?.intValue
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
