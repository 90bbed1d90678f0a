import Foundation
import Testing

@Suite struct CompletionTests {
    @Test(arguments: ["bash", "zsh", "fish"])
    func `completes the commands in the shells that have it`(shell: String) async throws {
        let installation = try Installation()
        let script = try await installation.trail("--generate-completion-script", shell)
        #expect(script.status == 0)
        for word in [
            "serve", "verify", "from-checkpoint", "dry-run", "doctor", "accept-head",
            "dead-letters",
        ] {
            #expect(script.output.contains(word), "\(word)")
        }
    }

    @Test func `refuses another shell`() async throws {
        let installation = try Installation()
        let script = try await installation.trail("--generate-completion-script", "dos")
        #expect(script.status == 2)
        #expect(script.output.isEmpty)
    }
}
