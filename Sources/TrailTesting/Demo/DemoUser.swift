import Trail

/// Somebody in the invented history, with an address, devices and favourite pages.
struct DemoUser: Sendable {
    let id: String
    let name: String
    let ip: String
    let userAgent: String
    let browser: String
    let platform: String
    let session: String
    let country: (code: String, name: String, city: String)

    init(number: Int, using random: inout SeededGenerator) {
        self.id = "u-" + String(10_000 + number).dropFirst()
        let first = Self.firstNames[number % Self.firstNames.count]
        let initial = Self.initials[number / Self.firstNames.count % Self.initials.count]
        self.name = "\(first).\(initial)"
        self.ip = Self.address(number)
        let device = Self.devices[Int.random(in: 0..<Self.devices.count, using: &random)]
        self.userAgent = device.userAgent
        self.browser = device.browser
        self.platform = device.platform
        self.session = String(random.next(), radix: 16) + String(random.next(), radix: 16)
        self.country = Self.countries[Int.random(in: 0..<Self.countries.count, using: &random)]
    }

    /// The user as an actor whose identity was proved.
    var actor: Event.Actor {
        Event.Actor(
            type: .user,
            id: self.id,
            name: self.name,
            isVerified: true,
            session: self.session
        )
    }

    private static func address(_ number: Int) -> String {
        switch number % 4 {
        case 0: "203.0.113.\(number / 4 % 250 + 1)"
        case 1: "198.51.100.\(number / 4 % 250 + 1)"
        case 2: "192.0.2.\(number / 4 % 250 + 1)"
        default: "2001:db8::\(String(number + 16, radix: 16))"
        }
    }

    private static let firstNames = [
        "mara", "ilan", "sofie", "joren", "pilar", "tomas", "anouk", "rafi", "wanda", "kees",
        "lotte", "emre", "dalia", "oskar", "nina", "paavo", "ruta", "selim", "greta", "yann",
    ]
    private static let initials = Array("kbmdsvrthlnapwgcjfze")
    private static let countries = [
        ("DE", "Germany", "Leipzig"), ("NL", "Netherlands", "Utrecht"), ("FR", "France", "Lille"),
        ("PL", "Poland", "Poznan"), ("ES", "Spain", "Bilbao"), ("SE", "Sweden", "Lund"),
    ].map { (code: $0.0, name: $0.1, city: $0.2) }
    private static let devices = [
        (
            userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
                + "(KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
            browser: "Chrome", platform: "Windows"
        ),
        (
            userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
                + "(KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            browser: "Safari", platform: "macOS"
        ),
        (
            userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            browser: "Firefox", platform: "Linux"
        ),
        (
            userAgent: "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "Chrome/141.0.0.0 Mobile Safari/537.36",
            browser: "Chrome", platform: "Android"
        ),
    ]
}
