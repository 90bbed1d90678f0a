internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `assets/{file}`: style, modules and icons, by names that hold a hash of what they are.
struct AssetRoutes<Context: RequestContext>: Sendable {
    let assets: DashboardAssets

    /// An asset, which a browser need never ask for again.
    func get(_ request: Request, _ context: Context) async throws -> Response {
        guard let file = context.parameters.get("file"), let asset = self.assets[served: file]
        else { throw Problem(.notFound) }
        let tag = "\"\(file)\""
        var headers: HTTPFields = [
            .contentType: asset.type,
            .cacheControl: "public, max-age=31536000, immutable",
            .eTag: tag,
            .xContentTypeOptions: "nosniff",
            .crossOriginResourcePolicy: "same-origin",
        ]
        if request.headers[values: .ifNoneMatch].joined(separator: ",").contains(tag) {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        let body = ResponseBody(byteBuffer: ByteBuffer(string: asset.text))
        return Response(status: .ok, headers: headers, body: body)
    }
}
