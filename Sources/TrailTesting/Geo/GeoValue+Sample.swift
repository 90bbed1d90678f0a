package import Trail

extension GeoValue {
    /// A record as a database of cities has it, with names in several languages.
    ///
    /// - Parameters:
    ///   - city: The city's name; none, as in a database of countries, when absent.
    ///   - country: The country's name.
    ///   - code: Its code.
    ///   - location: Degrees north and east.
    /// - Returns: The record.
    package static func place(
        city: String? = nil,
        country: String,
        code: String,
        location: (latitude: Double, longitude: Double)? = nil
    ) -> GeoValue {
        var record: [String: GeoValue] = [
            "continent": .map(["code": .text("EU"), "geoname_id": .uint32(6_255_148)]),
            "country": .map([
                "geoname_id": .uint32(2_635_167), "iso_code": .text(code),
                "is_in_european_union": .bool(false), "names": Self.names(country),
            ]),
            "registered_country": .map(["iso_code": .text("XX"), "names": Self.names("Nowhere")]),
        ]
        if let city {
            record["city"] = .map(["geoname_id": .uint32(2_653_261), "names": Self.names(city)])
            record["subdivisions"] = .array([.map(["iso_code": .text("ENG")])])
        }
        if let location {
            record["location"] = .map([
                "accuracy_radius": .uint16(100), "latitude": .double(location.latitude),
                "longitude": .double(location.longitude), "time_zone": .text("Europe/London"),
            ])
        }
        return .map(record)
    }

    private static func names(_ name: String) -> GeoValue {
        .map([
            "de": .text(name + " (de)"), "en": .text(name), "ja": .text("チェルトナム"),
            "zh-CN": .text("切尔滕纳姆"),
        ])
    }
}
