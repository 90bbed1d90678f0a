import Trail
import TrailServer

extension Settings {
    /// Checks what values mean that do not decide because another one stands before them: they must
    /// not wait until that is gone to be found wrong.
    ///
    /// Their forms have been checked already. Files and addresses that they name are not looked at.
    /// - Throws: ``SettingsError`` or ``CommandFailure``, which name the setting and who set it.
    func checkMasked() throws {
        for (name, value) in self.masked {
            var values = self.values
            values[name] = value
            do {
                try Settings(values: values).checkMeaning(of: name)
            } catch let error as SettingsError {
                throw error
            } catch {
                guard let failure = CommandFailure(error) else { throw error }
                throw CommandFailure("\(failure.sentence) (\(value.source))")
            }
        }
    }

    private func checkMeaning(of name: String) throws {
        switch name.split(separator: ".")[0] {
        case "store": _ = try self.storePath()
        case "tenant": _ = try TenantID(self.requiredText("tenant.default"))
        case "http":
            guard let url = self.text("http.public-url"), PublicURL(url) == nil else { return }
            throw CommandFailure("http.public-url: http:// or https:// and a host is expected")
        case "proxy", "client": _ = try self.clientReader()
        case "capture", "actions", "crud": _ = try self.captureConfiguration()
        case "recording": _ = try self.recordingConfiguration()
        case "leak": _ = try self.leakGuard()
        case "dashboard": _ = try self.dashboard()
        case "destinations": _ = try self.allowedHosts()
        default: break
        }
    }
}
