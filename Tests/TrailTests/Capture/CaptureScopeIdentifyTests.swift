import Testing

@testable import Trail

struct CaptureScopeIdentifyTests {
    private static let ada = Event.Actor(type: .user, id: "ada", isVerified: true)
    private static let bob = Event.Actor(type: .user, id: "bob", isVerified: true)

    @Test func `who opened the scope knows who was identified within`() async {
        let scope = CaptureScope().identifiable()
        await CaptureScope.$current.withValue(scope) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { CaptureScope.identify(Self.ada) }
            }
            #expect(CaptureScope.current?.actor == Self.ada)
        }
        #expect(scope.actor == Self.ada)
        #expect(scope.complete(Event.Draft(.page(PageDetail(path: "/")))).actor == Self.ada)
    }

    @Test func `a scope that is not identifiable is left as it is`() {
        #expect(!CaptureScope.identify(Self.ada))
        CaptureScope.$current.withValue(CaptureScope(actor: Self.bob)) {
            #expect(!CaptureScope.identify(Self.ada))
            #expect(CaptureScope.current?.actor == Self.bob)
        }
    }

    @Test func `what an inner scope states goes before what is identified`() throws {
        let scope = CaptureScope(actor: Self.bob).identifiable()
        try CaptureScope.$current.withValue(scope) {
            #expect(CaptureScope.current?.actor == Self.bob)
            var inner = try #require(CaptureScope.current)
            inner.actor = Event.Actor(type: .system, name: "job")
            CaptureScope.$current.withValue(inner) {
                #expect(CaptureScope.identify(Self.ada))
                #expect(CaptureScope.current?.actor?.name == "job")
            }
            #expect(CaptureScope.current?.actor == Self.ada)
        }
    }

    @Test func `a tenant is kept until another one is named`() throws {
        let one = try TenantID("one")
        let two = try TenantID("two")
        let scope = CaptureScope(tenant: one).identifiable()
        CaptureScope.$current.withValue(scope) {
            CaptureScope.identify(Self.ada)
            #expect(scope.tenant == one)
            CaptureScope.identify(Self.ada, tenant: two)
        }
        #expect(scope.tenant == two)
    }

    @Test func `scopes are equal when they say the same`() {
        #expect(CaptureScope(actor: Self.ada).identifiable() == CaptureScope(actor: Self.ada))
        #expect(CaptureScope(actor: Self.ada) != CaptureScope(actor: Self.bob))
        #expect(Set([CaptureScope(actor: Self.ada), CaptureScope(actor: Self.ada)]).count == 1)
    }

    // MARK: - Actors that must exist

    @Test func `whom the app does not know is a claim`() async {
        let scope = CaptureScope().identifiable { $0 == "ada" }
        await CaptureScope.$current.withValue(scope) {
            let ada = await CaptureScope.checked(Self.ada)
            #expect(ada == Self.ada)
            var claim = Self.bob
            claim.isVerified = false
            let bob = await CaptureScope.checked(Self.bob)
            #expect(bob == claim)
            await withTaskGroup(of: Bool.self) { group in
                group.addTask { await CaptureScope.checked(Self.bob).isVerified }
                for await isVerified in group { #expect(!isVerified) }
            }
        }
    }

    @Test func `only verified users are asked about, and only where it matters`() async {
        var outside = await CaptureScope.checked(Self.bob)
        #expect(outside == Self.bob)
        await CaptureScope.$current.withValue(CaptureScope().identifiable()) {
            outside = await CaptureScope.checked(Self.bob)
            #expect(outside == Self.bob)
        }
        let asking = CaptureScope().identifiable { id in
            Issue.record("asked about \(id)")
            return false
        }
        await CaptureScope.$current.withValue(asking) {
            for actor in [
                Event.Actor(type: .user, id: "eve"), Event.Actor(session: "s"),
                Event.Actor(type: .service, id: "job", isVerified: true),
            ] {
                let checked = await CaptureScope.checked(actor)
                #expect(checked == actor)
            }
        }
    }
}
