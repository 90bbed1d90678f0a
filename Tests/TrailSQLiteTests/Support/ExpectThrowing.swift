import Testing
import Trail

/// Expects `body` to be refused with `code`.
func expect(
    throwing code: TrailError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    await #expect(sourceLocation: sourceLocation) {
        try await body()
    } throws: { error in
        (error as? TrailError)?.code == code
    }
}
