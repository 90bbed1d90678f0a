internal import HTTPTypes

extension HTTPField.Name {
    /// `Link`, RFC 8288.
    static let link = Self(known: "Link")
    /// `Prefer`, RFC 7240.
    static let prefer = Self(known: "Prefer")
    /// `Preference-Applied`, RFC 7240.
    static let preferenceApplied = Self(known: "Preference-Applied")
    /// `Last-Event-ID`, by which a browser says up to where it has heard a stream of events.
    static let lastEventID = Self(known: "Last-Event-ID")
    /// `X-Accel-Buffering`, by which a proxy is asked to pass everything on at once.
    static let xAccelBuffering = Self(known: "X-Accel-Buffering")
    /// `Sec-Fetch-Site`, by which browsers tell where a request comes from.
    static let secFetchSite = Self(known: "Sec-Fetch-Site")

    /// `Refresh`, by which a page that shows progress asks to be read again.
    static let refresh = Self(known: "Refresh")
    /// `X-Frame-Options`, RFC 7034.
    static let xFrameOptions = Self(known: "X-Frame-Options")
    /// `Referrer-Policy`, which says what other pages learn of an address.
    static let referrerPolicy = Self(known: "Referrer-Policy")
    /// `Cross-Origin-Opener-Policy`, which keeps other pages from a window.
    static let crossOriginOpenerPolicy = Self(known: "Cross-Origin-Opener-Policy")
    /// `Permissions-Policy`, which says what a page may use of the device.
    static let permissionsPolicy = Self(known: "Permissions-Policy")

    private init(known name: String) {
        guard let name = Self(name) else { preconditionFailure("no field name: \(name)") }
        self = name
    }
}
