internal import HTTPTypes

extension HTTPField.Name {
    /// `Link`, RFC 8288.
    static let link = Self(known: "Link")
    /// `Prefer`, RFC 7240.
    static let prefer = Self(known: "Prefer")
    /// `Preference-Applied`, RFC 7240.
    static let preferenceApplied = Self(known: "Preference-Applied")
    /// `Sec-Fetch-Site`, by which browsers tell where a request comes from.
    static let secFetchSite = Self(known: "Sec-Fetch-Site")

    private init(known name: String) {
        guard let name = Self(name) else { preconditionFailure("no field name: \(name)") }
        self = name
    }
}
