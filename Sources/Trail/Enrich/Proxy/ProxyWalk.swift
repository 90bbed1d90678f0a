/// Goes through what proxies say of a request, from the nearest proxy outwards.
struct ProxyWalk {
    /// What is believed of the request.
    private(set) var request: ForwardedRequest
    /// How many proxies have said something that is believed.
    private var steps = 0

    private let proxies: TrustedProxies

    /// Walks outwards from `peer`, which is trusted.
    ///
    /// It ends at the first address that is not trusted, or where a proxy names none.
    /// - Parameters:
    ///   - proxies: Who is trusted.
    ///   - peer: The nearest proxy.
    ///   - values: The values of the header fields in which proxies speak.
    init(_ proxies: TrustedProxies, from peer: IPAddress, _ values: [[UInt8]]) {
        self.proxies = proxies
        self.request = ForwardedRequest(client: peer)
        for value in values.reversed() {
            for element in ReversedElements(value[...]) {
                guard self.step(element) else { return }
            }
        }
    }

    /// Takes what the trusted proxy at `request.client` says; whether to go on.
    private mutating func step(_ element: ArraySlice<UInt8>) -> Bool {
        self.steps += 1
        guard let node = self.node(element), let address = IPAddress(node: node) else {
            return false
        }
        self.request.client = address
        return self.proxies.contains(address)
    }

    private mutating func node(_ element: ArraySlice<UInt8>) -> [UInt8]? {
        guard self.proxies.header == .forwarded else { return HeaderText.unquoted(element) }
        guard let parsed = ForwardedElement(element) else { return nil }
        if let scheme = parsed.scheme.flatMap({ ForwardedRequest.Scheme(name: $0) }) {
            self.request.scheme = scheme
        }
        if let host = parsed.host.flatMap({ ForwardedRequest.host($0) }) {
            self.request.host = host
        }
        return parsed.node
    }

    /// What the outermost proxy that is believed says in a header field of its own, where each
    /// proxy may have added to the end or have left alone what was there.
    func outermost(of values: [[UInt8]]) -> ArraySlice<UInt8>? {
        let elements = values.reversed().lazy.flatMap { ReversedElements($0[...]) }
        var last: ArraySlice<UInt8>?
        for element in elements.prefix(max(self.steps, 1)) { last = element }
        return last
    }
}
