extension CaptureScope {
    /// The scope as JSON, for wherever a change waits to be recorded by another task or process.
    ///
    /// An object with the members `tenant`, `where` and `who` of an event, each only where known.
    package var text: [UInt8] {
        var writer = CanonicalWriter()
        writer.beginObject()
        if let tenant = self.tenant {
            writer.key("tenant")
            writer.string(tenant.name)
        }
        if !self.context.isEmpty {
            writer.key("where")
            writer.write(self.context)
        }
        if let actor = self.actor {
            writer.key("who")
            writer.write(actor)
        }
        writer.endObject()
        return writer.bytes
    }

    /// Reads what ``text`` wrote.
    ///
    /// - Throws: ``EventError`` naming the field that is not as it was written.
    package init(parsing text: [UInt8]) throws(EventError) {
        self.init()
        var scope = self
        var reader = JSONReader(text)
        try reader.fields(of: "scope") { (key, reader) throws(EventError) in
            switch key {
            case "tenant": scope.tenant = try TenantID(reader.requiredText("tenant"))
            case "where": scope.context = try Event.Context(reading: &reader)
            case "who": scope.actor = try Event.Actor(reading: &reader)
            default: throw reader.unknown(key, in: "scope")
            }
        }
        self = scope
    }
}
