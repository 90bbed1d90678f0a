internal import Trail

extension JSONOutput {
    /// A policy, as the seed showed it.
    mutating func policy(_ policy: RetentionPolicy) {
        self.beginObject()
        self.member("id", policy.id.description)
        self.member("name", policy.name)
        self.member("event_type", policy.scope.kind?.rawValue ?? "all")
        self.member("retain_days", policy.retainDays)
        self.member("is_active", policy.isActive)
        self.member("tenant_id", policy.scope.tenant?.name)
        self.member("last_run", policy.history.lastRun?.description)
        self.member("records_deleted", policy.history.deleted)
        self.member("created_at", policy.history.createdAt.description)
        self.member("updated_at", policy.history.updatedAt.description)
        self.endObject()
    }

    /// A legal hold.
    mutating func hold(_ hold: LegalHold) {
        self.beginObject()
        self.member("id", hold.id.description)
        self.member("tenant_id", hold.tenant.name)
        self.key("filters")
        self.beginObject()
        for (name, value) in hold.filters.sorted(by: { $0.key < $1.key }) {
            self.member(name, value)
        }
        self.endObject()
        self.member("reason", hold.reason)
        self.member("is_active", hold.release == nil)
        self.member("created_by", hold.createdBy)
        self.member("created_at", hold.createdAt.description)
        self.member("released_by", hold.release?.by)
        self.member("released_at", hold.release?.at.description)
        self.endObject()
    }
}
