import Trail

// Who a client is, and which of its requests count.

extension DjangoTranslator {
    mutating func translateClient() {
        self.translateAddress()
        self.header("BROWSER_HEADER", to: "client.browser-header")
        self.header("PLATFORM_HEADER", to: "client.platform-header")
        self.header("OS_HEADER", to: "client.os-header")
        if let (name, path) = self.text("GEOIP_PATH") {
            self.translation.set("geoip.path", .text(path), from: name)
        }
    }

    private mutating func translateAddress() {
        guard let (name, variable) = self.text("REMOTE_ADDR_HEADER") else { return }
        guard variable != "REMOTE_ADDR" else {
            return self.translation.remark(name, "the connection's address, which is the default")
        }
        guard let header = Self.header(variable),
            ["x-forwarded-for", "x-real-ip", "forwarded"].contains(header)
        else {
            return self.translation.fail(
                name,
                "proxies are believed by x-forwarded-for, x-real-ip or forwarded"
            )
        }
        self.translation.set("proxy.header", .text(header), from: name)
        self.translation.warn(
            "\(name): nobody is believed until proxy.trusted names the networks of your proxies"
        )
    }

    private mutating func header(_ key: String, to setting: String) {
        guard let (name, variable) = self.text(key) else { return }
        if let header = Self.header(variable) {
            self.translation.set(setting, .text(header), from: name)
        } else if variable == "GNOME_SHELL_SESSION_MODE" {
            self.translation.remark(
                name,
                "\(variable) is no header; the user agent tells the operating system"
            )
        } else {
            self.translation.fail(name, "a header is expected: HTTP_…")
        }
    }

    /// The header that a WSGI variable stands for.
    private static func header(_ variable: String) -> String? {
        guard variable.hasPrefix("HTTP_"), variable.utf8.count > 5 else { return nil }
        let name = variable.dropFirst(5).lowercased().replacing("_", with: "-")
        guard
            name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
        else { return nil }
        return name
    }

    mutating func translateURLs() {
        let include = self.patterns("REGISTERED_URLS", to: "capture.urls.include")
        let exclude = self.patterns("UNREGISTERED_URLS", to: "capture.urls.exclude")
        let extra = self.patterns("UNREGISTERED_URLS_EXTRA", to: "capture.urls.exclude-extra")
        guard let include, let excluding = exclude ?? extra else { return }
        self.translation.warn(
            "\(include) and \(excluding) are both set: with Trail the list of what is captured "
                + "overrides the others, as the seed's documents say and its code does not"
        )
    }

    /// Translates a list of patterns; answers its name if it holds any.
    private mutating func patterns(_ key: String, to setting: String) -> String? {
        guard let (name, patterns) = self.texts(key) else { return nil }
        self.translation.set(setting, .list(patterns), from: name)
        return patterns.isEmpty ? nil : name
    }
}
