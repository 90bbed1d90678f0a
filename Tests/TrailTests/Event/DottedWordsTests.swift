import Testing

@testable import Trail

@Suite struct DottedWordsTests {
    @Test(arguments: ["a", "default", "a-b_c.0", String(repeating: "x", count: 64)])
    func `accepts tenants`(name: String) throws {
        #expect(try TenantID(name).name == name)
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "A", "a b", "a/b", "ä", "a\u{0}", "a\n", "a:b",
        String(repeating: "x", count: 65),
    ])
    func `refuses tenants`(name: String) {
        #expect { try TenantID(name) } throws: { ($0 as? EventError)?.field == "tenant" }
    }

    @Test func `an action has two words at least`() throws {
        #expect(try Action("document.delete").name == "document.delete")
        #expect(try Action("a.b.c").name == "a.b.c")
        #expect { try Action("document") } throws: {
            $0 as? EventError == EventError("action", .notDottedWords)
        }
    }

    @Test(arguments: [
        ("GET", "get"), ("", "unknown"), ("a b.c", "a_b_c"), ("ä", "__"), ("../..", "_____"),
        (String(repeating: "Z", count: 99), String(repeating: "z", count: 30)),
    ])
    func `makes a word of any text`(text: String, word: String) throws {
        #expect(DottedWords.word(text) == word)
        #expect(try Action("x." + DottedWords.word(text)).name == "x." + word)
    }

    @Test func `default actions are actions`() throws {
        for type in CRUDDetail.EventType.allCases {
            let draft = Event.Draft(.crud(CRUDDetail(type, model: "Some Model")))
            #expect(try Action(Action(defaultFor: draft).name).name.hasPrefix("some_model."))
        }
        for type in ActionDetail.ActionType.allCases {
            let draft = Event.Draft(.action(ActionDetail(type)))
            #expect(throws: Never.self) { try Action(Action(defaultFor: draft).name) }
        }
        for type in LoginDetail.LoginType.allCases {
            let draft = Event.Draft(.login(LoginDetail(type)))
            #expect(try Action(Action(defaultFor: draft).name).name.hasPrefix("session."))
        }
        let long = String(repeating: "ö", count: 40)
        let system = SystemDetail(.info, category: long, eventName: long)
        let draft = Event.Draft(.system(system))
        #expect(throws: Never.self) { try Action(Action(defaultFor: draft).name) }
    }
}
