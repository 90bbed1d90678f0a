extension Event.Geo {
    /// The place that the record at `place` of a city or country database describes; `nil` where
    /// it describes none.
    ///
    /// Names are the English ones. What an event would not keep is left out.
    init?(_ decoder: inout GeoDecoder, at place: Int) throws(GeoFault) {
        self.init()
        let record = try decoder.target(at: place)
        guard record.type == .map else { return nil }
        if let country = try decoder.member("country", of: record) {
            self.countryCode = try Self.text("iso_code", of: country, &decoder)
            self.country = try Self.name(of: country, &decoder)
        }
        if let city = try decoder.member("city", of: record) {
            self.city = try Self.name(of: city, &decoder)
        }
        if let location = try decoder.member("location", of: record) {
            let latitude = try Self.degrees("latitude", of: location, 90, &decoder)
            let longitude = try Self.degrees("longitude", of: location, 180, &decoder)
            // One without the other is no place.
            if let latitude, let longitude {
                self.latitude = latitude
                self.longitude = longitude
            }
        }
        guard self != Self() else { return nil }
    }

    private static func name(
        of item: GeoDecoder.Item,
        _ decoder: inout GeoDecoder
    ) throws(GeoFault) -> String? {
        guard let names = try decoder.member("names", of: item) else { return nil }
        return try self.text("en", of: names, &decoder)
    }

    private static func text(
        _ name: StaticString,
        of item: GeoDecoder.Item,
        _ decoder: inout GeoDecoder
    ) throws(GeoFault) -> String? {
        guard let member = try decoder.member(name, of: item) else { return nil }
        let text = try decoder.text(of: member)
        let isKept = !text.isEmpty && text.utf8.count <= self.longestText && !text.utf8.contains(0)
        return isKept ? text : nil
    }

    private static func degrees(
        _ name: StaticString,
        of item: GeoDecoder.Item,
        _ most: Double,
        _ decoder: inout GeoDecoder
    ) throws(GeoFault) -> String? {
        guard let member = try decoder.member(name, of: item) else { return nil }
        let degrees = try decoder.double(of: member)
        guard degrees.magnitude <= most else { return nil }
        var text: [UInt8] = []
        // A ten millionth of a degree is a centimetre, and what is less has an exponent.
        ECMAScriptNumber.append(degrees.magnitude < 1e-6 ? 0 : degrees, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static let longestText = EventLimits().word
}
