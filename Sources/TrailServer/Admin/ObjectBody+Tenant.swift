internal import Trail

extension ObjectBody {
    /// Takes the name of a tenant; `nil` where it is null.
    mutating func tenant(_ field: String) -> TenantID? {
        guard let name = self.text(field) else { return nil }
        do throws(EventError) {
            return try TenantID(name)
        } catch {
            return self.refuse(field, error.message)
        }
    }
}
