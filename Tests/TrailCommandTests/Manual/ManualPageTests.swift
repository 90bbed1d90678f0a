import Foundation
import Testing

@testable import TrailCommand

@Suite struct ManualPageTests {
    @Test func `the page is what the code says`() throws {
        let page = ManualPage(try CommandInfo.describing(TrailTool.self))
        try GeneratedFile.expect(page.text, at: "docs/trail.1")
    }

    @Test func `names every command, option and setting`() throws {
        let tool = try CommandInfo.describing(TrailTool.self)
        let text = ManualPage(tool).text
        for command in tool.shown {
            #expect(text.contains("\n.SS trail \(ManualText.escaped(command.commandName))\n"))
            for argument in command.arguments ?? [] {
                for name in argument.names ?? [] where name.text != "-h" && name.text != "--help" {
                    #expect(text.contains(ManualText.bold(name.text)), "\(name.text)")
                }
            }
        }
        for key in SettingKey.all { #expect(text.contains(ManualText.bold(key.option))) }
    }

    @Test func `keeps examples as they are and fills the rest`() {
        let text = "Says it.\nAll.\n\nExamples:\n  trail a\n  .b"
        #expect(
            ManualText.paragraphs(text) == [
                "Says it.", "All.", ".PP", "Examples:", ".nf", ".RS 4", "trail a", "\\&.b", ".RE",
                ".fi",
            ]
        )
    }

    @Test func `takes nothing for a request to the formatter`() {
        #expect(ManualText.escaped("--http-port") == "\\-\\-http\\-port")
        #expect(ManualText.escaped("'quoted'") == "\\&'quoted'")
        #expect(ManualText.escaped("a\\b") == "a\\eb")
    }

    @Test func `every command has a help text with an example`() throws {
        let groups: Set = ["trail", "user", "token", "hold"]
        func check(_ command: CommandInfo, _ path: String) {
            let text = command.discussion ?? ""
            if !groups.contains(command.commandName) {
                #expect(text.contains("Example"), "\(path)")
                #expect(text.contains("\n  "), "\(path)")
            }
            #expect(command.abstract?.hasSuffix(".") == true, "\(path)")
            for argument in command.arguments ?? [] where argument.shouldDisplay {
                #expect(argument.abstract?.isEmpty == false, "\(path) \(argument.valueName ?? "")")
            }
            command.shown.forEach { check($0, "\(path) \($0.commandName)") }
        }
        check(try CommandInfo.describing(TrailTool.self), "trail")
    }
}
