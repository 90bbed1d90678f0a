import Foundation
import Testing

@Suite struct InstallTests {
    private static let files = [
        "bin/trail", "share/bash-completion/completions/trail",
        "share/fish/vendor_completions.d/trail.fish", "share/man/man1/trail.1",
        "share/zsh/site-functions/_trail",
    ]

    @Test func `puts program, manual page and completions in place, and takes them away`()
        async throws
    {
        let installation = try Installation()
        let script = Repository.file("Scripts/install").path
        let binary = try TrailProcess.executable().path
        func run(_ argument: String) async throws -> Int32 {
            let process = try TrailProcess(
                [
                    "-c",
                    "DESTDIR='\(installation.folder.path)' PREFIX=/opt TRAIL_BINARY='\(binary)' "
                        + "'\(script)' \(argument)",
                ],
                in: installation.folder,
                output: installation.file("out"),
                errors: installation.file("err"),
                executable: URL(fileURLWithPath: "/bin/sh")
            )
            return await process.status()
        }
        func path(_ name: String) -> String { installation.file("opt/\(name)").path }

        #expect(try await run("") == 0)
        for name in Self.files {
            let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue
            #expect(mode == (name.hasPrefix("bin/") ? 0o755 : 0o644), "\(name)")
            #expect((attributes[.size] as? NSNumber)?.intValue ?? 0 > 0, "\(name)")
        }
        let other = path("bin/other")
        try Data().write(to: URL(fileURLWithPath: other))
        #expect(try await run("--remove") == 0)
        for name in Self.files { #expect(!FileManager.default.fileExists(atPath: path(name))) }
        #expect(FileManager.default.fileExists(atPath: other))
    }
}
