extension UserAccount {
    /// What somebody may be permitted; reading never grants deleting.
    public enum Permission: String, Sendable, Hashable, CaseIterable {
        /// Recording events.
        case ingest
        /// Reading one's own events.
        case viewLogs = "view_logs"
        /// Reading all events of the tenant.
        case viewAllLogs = "view_all_logs"
        /// Changing how long events are kept.
        case manageRetention = "manage_retention"
        /// Erasing what the log says about a person.
        case erase
        /// Changing where events are stored.
        case manageDatabaseConfig = "manage_database_config"
    }
}
