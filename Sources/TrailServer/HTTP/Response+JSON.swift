internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Response {
    /// A JSON body that must not be kept by anyone in between.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "application/json",
                .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// As ``json(_:status:)``, for the one value that `write` writes.
    static func json(
        status: HTTPResponse.Status = .ok,
        _ write: (inout JSONOutput) -> Void
    ) -> Response {
        var output = JSONOutput()
        write(&output)
        return .json(output.bytes, status: status)
    }
}
