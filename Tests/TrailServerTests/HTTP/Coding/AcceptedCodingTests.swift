import Testing

@testable import TrailServer

@Suite struct AcceptedCodingTests {
    @Test(arguments: [
        ["gzip"], ["GZIP"], ["x-gzip"], ["deflate, gzip;q=1.0, *;q=0.5"], ["*"], ["br", "gzip"],
        ["gzip;q=0.5, identity;q=0.1"], ["gzip ; q=0.001"], ["br;q=1, *;q=0.2"],
    ])
    func `accepts gzip`(values: [String]) {
        #expect(AcceptedCoding.prefersGzip(values))
    }

    @Test(arguments: [
        [], [""], ["br"], ["identity"], ["gzip;q=0"], ["gzip;q=0.000, *"], ["*;q=0"],
        ["gzip;q=0.1, identity;q=0.9"], ["gzip;q=x"], ["gzip;q=2"], [",,;"],
    ])
    func `does not`(values: [String]) {
        #expect(!AcceptedCoding.prefersGzip(values))
    }
}
