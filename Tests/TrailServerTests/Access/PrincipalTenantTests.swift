import Testing
import Trail

@testable import TrailServer

@Suite struct PrincipalTenantTests {
    private let own: TenantID
    private let other: TenantID
    private let member: Principal
    private let superuser: Principal

    init() throws {
        self.own = try TenantID("own")
        self.other = try TenantID("other")
        let all = Set(Principal.Permission.allCases)
        self.member = Principal(id: "m", permissions: all, tenant: self.own)
        self.superuser = Principal(id: "s", permissions: [], tenant: self.own, isSuperuser: true)
    }

    @Test func `everybody else reaches nothing but the own tenant`() {
        #expect(self.member.reaches(self.own))
        #expect(!self.member.reaches(self.other))
        #expect(!self.member.reaches(nil))
        #expect(self.member.reach == self.own)
    }

    @Test func `superusers reach every tenant, and what is of all`() {
        for tenant in [self.own, self.other, nil] {
            #expect(self.superuser.reaches(tenant))
        }
        #expect(self.superuser.reach == nil)
    }

    @Test func `the tenant that is meant is the own one unless one is named`() throws {
        for principal in [self.member, self.superuser] {
            #expect(try principal.tenant(asked: nil) == self.own)
            #expect(try principal.tenant(asked: self.own) == self.own)
        }
        #expect(try self.superuser.tenant(asked: self.other) == self.other)
        #expect(throws: Problem.otherTenant) { try self.member.tenant(asked: self.other) }
        #expect(throws: Problem.otherTenant) { try self.member.checkReaches(nil) }
    }

    @Test func `a list shows what is reached, or the one tenant that is asked for`() throws {
        func shown(_ principal: Principal, asked: TenantID?) throws -> [TenantID?] {
            let tenants = try TenantChoice(principal, asked: asked)
            return [self.own, self.other, nil].filter { tenants.contains($0) }
        }
        #expect(try shown(self.member, asked: nil) == [self.own])
        #expect(try shown(self.member, asked: self.own) == [self.own])
        #expect(try shown(self.superuser, asked: nil) == [self.own, self.other, nil])
        #expect(try shown(self.superuser, asked: self.other) == [self.other])
        #expect(throws: Problem.otherTenant) { try shown(self.member, asked: self.other) }
    }
}
