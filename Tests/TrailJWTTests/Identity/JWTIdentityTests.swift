import Testing
import Trail
import TrailJWT

@Suite struct JWTIdentityTests {
    private static func identity(_ claims: String) async -> JWTIdentity? {
        await JWTReader.unverifying().read(unsigned(claims)).identity
    }

    @Test(arguments: [
        (#"{"id":"d","pk":"c","sub":"b","user_id":"a"}"#, "a"),
        (#"{"id":"d","pk":"c","sub":"b"}"#, "b"), (#"{"id":"d","pk":"c"}"#, "c"),
        (#"{"id":"d"}"#, "d"), (#"{"user_id":null,"sub":"b"}"#, "b"),
        (#"{"user_id":"","sub":"b"}"#, "b"), (#"{"sub":"auth0|x"}"#, "auth0|x"),
    ])
    func `takes the first of user_id, sub, pk and id`(claims: String, id: String) async {
        #expect(await Self.identity(claims)?.id == id)
    }

    @Test(arguments: [
        ("7", "7"), ("0", "0"), ("-5", "-5"), ("9007199254740993", "9007199254740993"),
        ("9223372036854775807", "9223372036854775807"),
        ("12345678901234567000", "12345678901234567000"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        (#""007""#, "007"), (#""  7""#, "  7"), (#""\u00e9""#, "é"),
    ])
    func `keeps the digits of an integer and the text of a text`(
        value: String,
        id: String
    ) async {
        #expect(await Self.identity(#"{"user_id":\#(value),"sub":"x"}"#)?.id == id)
    }

    @Test func `takes other claims in their order, or what a closure says`() async {
        let token = unsigned(#"{"sub":"7","email":"a@b.c","realm":{"uid":9}}"#)
        let byEmail = JWTReader(keys: []) { $0.identification = .claims(["mail", "email"]) }
        #expect(await byEmail.read(token).identity?.id == "a@b.c")
        let byClosure = JWTReader(keys: []) {
            $0.identification = .custom { claims in
                guard case .integer(let id)? = claims.value(at: "realm.uid") else { return nil }
                return "realm-\(id)"
            }
        }
        #expect(await byClosure.read(token).identity?.id == "realm-9")
        #expect(await byClosure.read(unsigned(#"{"sub":"7"}"#)) == .none(.subject))
    }

    @Test(arguments: [
        (#"{"sub":"7","name":"A","username":"c"}"#, "A"),
        (#"{"sub":"7","preferred_username":"b","username":"c"}"#, "b"),
        (#"{"sub":"7","name":"","username":"c"}"#, "c"), (#"{"sub":"7","name":7}"#, nil),
    ])
    func `takes a name where there is one`(claims: String, name: String?) async {
        #expect(await Self.identity(claims)?.name == name)
    }

    @Test func `names issuer or key as the credential`() async throws {
        let header = #"{"alg":"ES256","kid":"2026-11"}"#
        let reader = JWTReader.unverifying()
        let both = unsigned(#"{"sub":"7","iss":"id"}"#, header: header)
        #expect(await reader.read(both).identity?.credential == "jwt:id")
        let keyed = unsigned(#"{"sub":"7","iss":""}"#, header: header)
        #expect(await reader.read(keyed).identity?.credential == "jwt:2026-11")
        #expect(await Self.identity(#"{"sub":"7"}"#)?.credential == "jwt")
    }

    @Test func `finds a claim by its name before its path`() {
        let claims = JWTClaims([
            "realm_access": ["roles": ["a", "b"]], "https://x.example/roles": ["c"], "a.b": "d",
            "a": ["b": "e"], "scope": "read  write", "mixed": ["a", 1],
        ])
        #expect(claims.texts(at: "realm_access.roles") == ["a", "b"])
        #expect(claims.texts(at: "https://x.example/roles") == ["c"])
        #expect(claims.value(at: "a.b") == "d")
        #expect(claims.texts(at: "scope") == ["read", "write"])
        #expect(claims.texts(at: "mixed") == nil)
        #expect(claims.value(at: "realm_access.none") == nil)
        #expect(claims.value(at: "scope.x") == nil)
    }
}
