import Trail
import Configuration
import Foundation
import SystemPackage
import Yams

extension Settings {
    /// What settings are read from.
    struct Sources: Sendable {
        /// The settings given on the command line, by key.
        var commandLine: [String: String] = [:]
        /// The variables of the process.
        var environment: [String: String] = [:]
        /// The file; `nil` to look for `trail.yaml` where the command runs.
        var file: String?
    }

    /// Reads the settings: command line, then environment, then file, then defaults.
    ///
    /// - Throws: ``SettingsError`` for an unknown key in the file and for any invalid value.
    static func load(_ sources: Sources) async throws -> Settings {
        let file = sources.file ?? "trail.yaml"
        let fileProvider = try await Self.fileProvider(
            file,
            mayBeMissing: sources.file == nil
        )
        let environment = sources.environment.filter { $0.key.hasPrefix("TRAIL_") }
        let layers: [(name: String, provider: any ConfigProvider)] = [
            ("command line", Self.provider(sources.commandLine)),
            (
                "environment",
                EnvironmentVariablesProvider(environmentVariables: Self.stripped(environment))
            ),
            (file, fileProvider),
        ]
        var values: [String: Value] = [:]
        var masked: [(name: String, value: Value)] = []
        for key in SettingKey.all {
            let given = try Self.values(of: key, in: layers)
            // One that does not decide today decides as soon as what stands before it is gone.
            for value in given {
                try SettingValue.check(value.text, for: key, source: value.source)
            }
            values[key.name] =
                given.first ?? key.defaultText.map { Value(text: $0, source: "default") }
            masked += given.dropFirst().map { (name: key.name, value: $0) }
        }
        return Settings(
            values: values,
            masked: masked,
            warnings: Self.warnings(environment)
        )
    }

    /// The values that the layers have, the one that decides first.
    private static func values(
        of key: SettingKey,
        in layers: [(name: String, provider: any ConfigProvider)]
    ) throws -> [Value] {
        let absolute = AbsoluteConfigKey(ConfigKey(key.name))
        return try layers.compactMap { layer -> Value? in
            if key.isList, let list = try Self.list(absolute, in: layer.provider) {
                return Value(text: SettingValue.text(of: list), source: layer.name)
            }
            let text = try Self.text(absolute, of: key, in: layer)
            return text.map { Value(text: $0, source: layer.name) }
        }
    }

    private static func text(
        _ absolute: AbsoluteConfigKey,
        of key: SettingKey,
        in layer: (name: String, provider: any ConfigProvider)
    ) throws -> String? {
        do {
            let found = try layer.provider.value(forKey: absolute, type: .string).value
            guard case .string(let text)? = found?.content else { return nil }
            return text
        } catch {
            throw SettingsError.invalid(key.name, expected: "one value", source: layer.name)
        }
    }

    /// A list as the file may have it; `nil` where the value is none.
    private static func list(
        _ absolute: AbsoluteConfigKey,
        in provider: any ConfigProvider
    ) throws -> [String]? {
        // A provider that holds a single text throws here and is asked for the text next.
        let found = try? provider.value(forKey: absolute, type: .stringArray).value
        guard case .stringArray(let texts)? = found?.content else { return nil }
        return texts
    }

    private static func provider(_ texts: [String: String]) -> InMemoryProvider {
        InMemoryProvider(
            name: "command line",
            values: Dictionary(
                uniqueKeysWithValues: texts.map { name, text in
                    (
                        AbsoluteConfigKey(ConfigKey(name)),
                        ConfigValue(.string(text), isSecret: false)
                    )
                }
            )
        )
    }

    private static func stripped(_ environment: [String: String]) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: environment.map { (String($0.key.dropFirst(6)), $0.value) }
        )
    }

    private static func fileProvider(
        _ path: String,
        mayBeMissing: Bool
    ) async throws -> any ConfigProvider {
        do {
            if let contents = try? String(contentsOfFile: path, encoding: .utf8) {
                // A file that has only comments sets nothing.
                guard let root = try Yams.compose(yaml: contents) else { return Self.provider([:]) }
                try Self.refuseUnknownKeys(of: root, file: path)
            }
            var isFolder: ObjCBool = false
            guard
                !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                    || !isFolder.boolValue
            else { throw SettingsError.unreadableFile(path, reason: "it is a folder") }
            return try await FileProvider<YAMLSnapshot>(
                filePath: FilePath(path),
                allowMissing: mayBeMissing
            )
        } catch let error as SettingsError {
            throw error
        } catch {
            throw SettingsError.unreadableFile(path, reason: "\(error)")
        }
    }

    private static func refuseUnknownKeys(of root: Node, file: String) throws {
        for name in Self.keys(of: root, under: "") where SettingKey.named(name) == nil {
            throw SettingsError.unknownKey(
                name,
                source: file,
                nearest: NearestWord.to(name, among: SettingKey.all.map(\.name))
            )
        }
    }

    private static func keys(of node: Node, under prefix: String) -> [String] {
        guard case .mapping(let mapping) = node else { return prefix.isEmpty ? [] : [prefix] }
        return mapping.flatMap { key, value in
            Self.keys(
                of: value,
                under: prefix.isEmpty ? key.string ?? "" : "\(prefix).\(key.string ?? "")"
            )
        }
    }

    /// Variables that are no settings: where the file is, and what scripts and people keep there.
    private static let others: Set = ["TRAIL_CONFIG", "TRAIL_TOKEN", "TRAIL_BINARY"]

    /// Orchestrators put variables of their own into an environment, so an unknown one is only
    /// worth a warning.
    private static func warnings(_ environment: [String: String]) -> [String] {
        let known = Set(SettingKey.all.map(\.environmentName))
        let unknown = environment.keys.filter { !known.contains($0) && !Self.others.contains($0) }
        return unknown.sorted().map {
            let nearest = NearestWord.to($0, among: known)
            return "unknown environment variable \($0)"
                + (nearest.map { "; did you mean \($0)?" } ?? "")
        }
    }
}
