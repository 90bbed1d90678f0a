public import Configuration

extension LeakGuard {
    /// What an app's own configuration says, by the key of Trail's settings; `nil` where it says
    /// that nothing is masked.
    ///
    /// - Configuration keys:
    ///   - `leak.rules` (list, default: none): as ``LeakRules/init(_:)``, or `off` alone.
    /// - Parameter config: Has this key; scoped by the caller where it is kept within something
    ///   else.
    /// - Throws: ``TrailError`` `invalidConfiguration` for an entry that says nothing.
    public init?(config: ConfigReader) throws(TrailError) {
        let entries = SettingReader(config).list("leak.rules") ?? []
        guard entries != ["off"] else { return nil }
        do {
            self.init(try LeakRules(entries))
        } catch {
            throw SettingReader.invalid(
                "leak.rules",
                "NAME, -NAME, -value:LOOK or off (\(error.message))"
            )
        }
    }
}
