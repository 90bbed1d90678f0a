/// Reads client hints: what a browser says of itself in header fields of their own.
///
/// They are structured fields (RFC 8941). What is not one, such as a plain word that an app's own
/// header holds, is taken as it is.
enum ClientHint {
    /// Browser and major version from a list of brands such as `Sec-CH-UA`.
    ///
    /// Of the brands, one that is made up to keep servers from relying on the list ("Not A;Brand")
    /// is never chosen, and the engine "Chromium" only where there is no other. `nil` where no
    /// browser is named.
    static func browser(_ value: some Collection<UInt8>) -> String? {
        guard let brands = BrandList(value) else { return Self.word(value) }
        var engine: BrandList.Brand?
        for brand in brands.brands where !brand.isMadeUp {
            if !brand.isEngine { return brand.text }
            engine = engine ?? brand
        }
        return engine?.text
    }

    /// The word of a hint such as `Sec-CH-UA-Platform`, without its quotes.
    ///
    /// `nil` where it says nothing, or says that it does not know.
    static func word(_ value: some Collection<UInt8>) -> String? {
        var bytes = Array(value)
        if let text = HeaderText.unquoted(bytes) { bytes = text }
        let word = String(decoding: bytes, as: UTF8.self)
        return word.isEmpty || word == "Unknown" ? nil : word
    }
}
