import Testing

@testable import TrailServer

@Suite struct ConnectionExchangeTests {
    private var exchange = ConnectionExchange(surplus: 100)

    @Test mutating func `is open from the head of the request to the end of the response`() {
        #expect(!self.exchange.isOpen)
        self.exchange.readHead()
        #expect(self.exchange.isOpen)
        self.exchange.readEnd()
        #expect(self.exchange.isOpen)
        self.exchange.writeHead(closes: false)
        self.exchange.writeEnd()
        #expect(!self.exchange.isOpen)
        #expect(!self.exchange.mustLeave)
    }

    @Test mutating func `stays open while a request goes on after its response`() {
        self.exchange.readHead()
        self.exchange.writeHead(closes: false)
        self.exchange.writeEnd()
        #expect(self.exchange.isOpen)
        self.exchange.readBody(100)
        #expect(!self.exchange.isExhausted)
        self.exchange.readBody(1)
        #expect(self.exchange.isExhausted)
    }

    @Test mutating func `counts only what is sent after the response`() {
        self.exchange.readHead()
        self.exchange.readBody(1_000_000)
        #expect(!self.exchange.isExhausted)
        self.exchange.writeEnd()
        self.exchange.readBody(60)
        self.exchange.readEnd()
        self.exchange.readHead()
        self.exchange.writeEnd()
        self.exchange.readBody(60)
        #expect(!self.exchange.isExhausted)
    }

    @Test mutating func `leaves after the last response that is due`() {
        self.exchange.readHead()
        self.exchange.readEnd()
        self.exchange.readHead()
        self.exchange.writeHead(closes: true)
        self.exchange.writeEnd()
        #expect(!self.exchange.mustLeave)
        self.exchange.writeHead(closes: false)
        self.exchange.writeEnd()
        #expect(self.exchange.mustLeave)
    }
}
