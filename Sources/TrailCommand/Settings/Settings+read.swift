import Configuration
import Trail

extension Settings {
    /// What `read` makes of the settings that are in force, by the rules that apps have as well.
    ///
    /// - Throws: ``SettingsError`` or ``CommandFailure``, which name the setting that is wrong and
    ///   where it was set.
    func read<Value>(_ read: (ConfigReader) throws(TrailError) -> Value) throws -> Value {
        do {
            return try read(self.config)
        } catch {
            throw self.failure(error)
        }
    }

    /// What `read` makes of the settings that are in force, where that takes more than reading.
    ///
    /// - Throws: ``SettingsError`` or ``CommandFailure``, which name the setting that is wrong and
    ///   where it was set.
    func read<Value>(_ read: (ConfigReader) async throws -> Value) async throws -> Value {
        do {
            return try await read(self.config)
        } catch let error as TrailError {
            throw self.failure(error)
        }
    }

    private var config: ConfigReader {
        let pairs = self.values.map { name, value in
            let content = ConfigValue(.string(value.text), isSecret: false)
            return (AbsoluteConfigKey(ConfigKey(name)), content)
        }
        let values = Dictionary(uniqueKeysWithValues: pairs)
        return ConfigReader(provider: InMemoryProvider(values: values))
    }

    private func failure(_ error: TrailError) -> any Error {
        guard let invalid = error.cause as? InvalidSetting else { return error }
        switch invalid.reason {
        case .expected(let expected):
            let source = self.values[invalid.key]?.source
            return SettingsError.invalid(invalid.key, expected: expected, source: source)
        case .unusable(let reason):
            return CommandFailure("\(invalid.key): \(reason)")
        }
    }
}
