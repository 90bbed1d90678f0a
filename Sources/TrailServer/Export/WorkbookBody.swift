internal import Hummingbird
internal import NIOPosix
internal import Trail
internal import TrailExcel

/// A workbook as the body of a response: made first, as its format demands, and then sent.
struct WorkbookBody: Sendable {
    private let file: TemporaryWorkbook

    /// Writes `pages` into a workbook, on threads that may wait for the disk.
    ///
    /// - Throws: `CancellationError` once the client has gone, ``Trail/TrailError`` `outOfSpace`
    ///   where there is no room for temporary files, and whatever goes wrong.
    init(of pages: ExportPages, kind: Event.Kind?) async throws {
        do {
            self.file = try await Self.file(of: pages, kind: kind)
        } catch let error as WorkbookError {
            guard case .outOfSpace = error else { throw error }
            throw TrailError(.outOfSpace, error.description)
        }
    }

    private static func file(
        of pages: ExportPages,
        kind: Event.Kind?
    ) async throws -> TemporaryWorkbook {
        let file = try TemporaryWorkbook(kind: kind)
        let threads = NIOThreadPool.singleton
        var next: EventPage? = pages.first
        while let page = next {
            async let following = pages.page(after: page)
            try await threads.runIfActive {
                try file.workbook.append(page.events.lazy.map { ($0, EventIntegrity(of: $0)) })
            }
            next = try await following
        }
        try await threads.runIfActive { try file.workbook.close() }
        return file
    }

    /// The file, read piece by piece; it stays for as long as the body does.
    func body(_ context: some RequestContext) async throws -> ResponseBody {
        let file = self.file
        let body = try await FileIO().loadFile(path: file.path, context: context)
        return ResponseBody(contentLength: body.contentLength) { writer in
            defer { withExtendedLifetime(file) {} }
            try await body.write(writer)
        }
    }
}
